DO $$ BEGIN
    IF to_regclass('depot.codes_before') IS NULL THEN
        ALTER TABLE depot.codes RENAME TO codes_before;
        CREATE TABLE depot.codes (id integer NOT NULL, code integer NOT NULL, valid boolean NOT NULL DEFAULT true);
        INSERT INTO depot.codes (id, code) SELECT id, code FROM depot.codes_before;
    END IF;
END $$;
