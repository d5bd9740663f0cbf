DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid = 'shop.measures_2024'::regclass) THEN
        ALTER TABLE shop.measures DETACH PARTITION shop.measures_2024;
    END IF;
END $$;
