ALTER TABLE depot.codes OWNER TO pg_monitor;
GRANT SELECT, UPDATE (code) ON depot.codes TO pg_read_all_data;
