-- The table as golang-migrate makes it (database/postgres/postgres.go); it has one row, with the version reached.
CREATE TABLE IF NOT EXISTS schema_migrations (version bigint not null primary key, dirty boolean not null);
TRUNCATE schema_migrations;
INSERT INTO schema_migrations (version, dirty) VALUES (2, false);
