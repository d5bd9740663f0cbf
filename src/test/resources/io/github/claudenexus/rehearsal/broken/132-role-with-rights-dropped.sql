DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'nexus_test_porter') THEN
        REVOKE SELECT ON depot.jobs FROM nexus_test_porter;
        REVOKE USAGE ON SCHEMA depot FROM nexus_test_porter;
        DROP ROLE nexus_test_porter;
    END IF;
END
$$;
