DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid = 'depot.events_2023'::regclass) THEN
        ALTER TABLE depot.events DETACH PARTITION depot.events_2023;
    END IF;
END $$;
