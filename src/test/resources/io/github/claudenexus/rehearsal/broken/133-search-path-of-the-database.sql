DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = depot, public', current_database());
    EXECUTE format('ALTER DATABASE %I SET nexus_test.greeting = %L', current_database(), 'it''s "me", here');
END
$$;
