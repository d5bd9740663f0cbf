DO $$
BEGIN
    IF current_setting('nexus_test.greeting') <> 'it''s "me", here' THEN
        RAISE 'The greeting is %', current_setting('nexus_test.greeting');
    END IF;
END
$$;

CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state);
