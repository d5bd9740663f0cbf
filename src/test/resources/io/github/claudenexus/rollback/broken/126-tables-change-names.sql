DO $$ BEGIN
    IF to_regclass('depot.codes_before') IS NULL THEN
        ALTER TABLE depot.codes RENAME TO codes_before;
        CREATE TABLE depot.clients (id integer PRIMARY KEY, mail text NOT NULL);
CREATE INDEX clients_mail ON depot.clients (mail);
INSERT INTO depot.clients VALUES (1, 'a@example.com'), (2, 'b@example.com');
CREATE TABLE depot.figures (id integer PRIMARY KEY, figure integer NOT NULL);
INSERT INTO depot.figures VALUES (1, 100), (2, 200);
CREATE TABLE depot.codes (id integer NOT NULL, code integer NOT NULL, valid boolean NOT NULL DEFAULT true);
        INSERT INTO depot.codes (id, code) SELECT id, code FROM depot.codes_before;
    END IF;
END $$;
