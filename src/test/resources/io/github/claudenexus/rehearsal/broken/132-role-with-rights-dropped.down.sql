CREATE ROLE nexus_test_porter;
GRANT USAGE ON SCHEMA depot TO nexus_test_porter;
GRANT SELECT ON depot.jobs TO nexus_test_porter;
