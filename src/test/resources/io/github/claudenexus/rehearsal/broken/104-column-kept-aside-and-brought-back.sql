DO $$ BEGIN
    IF to_regclass('depot.notes_aside') IS NULL THEN
        CREATE TABLE depot.notes_aside AS SELECT id, note FROM depot.notes;
        ALTER TABLE depot.notes DROP COLUMN note;
    END IF;
END $$;
