DO $$
BEGIN
    CREATE ROLE nexus_test_porter;
EXCEPTION WHEN duplicate_object THEN NULL;
END
$$;

GRANT USAGE ON SCHEMA depot TO nexus_test_porter;
GRANT SELECT ON depot.jobs TO nexus_test_porter;
