-- The table as Diesel makes it (setup_migration_table.sql); a version is the folder's, without its hyphens.
CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
    version VARCHAR(50) PRIMARY KEY NOT NULL,
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('00000000000000', '2024-01-31 12:30:00');
INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('20240131120000', '2024-01-31 12:30:01');
