ALTER TABLE depot.sizes RESET (fillfactor, autovacuum_enabled);
DROP STATISTICS depot.sizes_statistics;
DROP RULE jobs_stay ON depot.jobs;
