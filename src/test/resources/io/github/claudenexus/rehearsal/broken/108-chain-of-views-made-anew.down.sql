DROP VIEW depot.second, depot.first;
CREATE VIEW depot.first AS SELECT id, mail FROM depot.people;
CREATE VIEW depot.second AS SELECT id FROM depot.first;
CREATE VIEW depot.third WITH (security_barrier) AS SELECT count(*) AS people FROM depot.second;
GRANT SELECT ON depot.third TO pg_monitor;
COMMENT ON VIEW depot.third IS 'How many.';
