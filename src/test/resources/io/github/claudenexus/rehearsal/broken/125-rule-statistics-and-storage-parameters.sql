CREATE OR REPLACE RULE jobs_stay AS ON DELETE TO depot.jobs DO INSTEAD NOTHING;
CREATE STATISTICS IF NOT EXISTS depot.sizes_statistics ON width, height FROM depot.sizes;
ALTER TABLE depot.sizes SET (fillfactor = 70, autovacuum_enabled = false);
