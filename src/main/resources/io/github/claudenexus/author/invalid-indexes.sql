-- The indexes that serve no query. One that is being built is among them until it is done. Who builds it is told by
-- the lock on its table: which index a session builds, pg_stat_progress_create_index hides from ordinary roles.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       quote_ident(tn.nspname) || '.' || quote_ident(t.relname) AS table_name,
       CASE WHEN c.relkind = 'I' THEN 'partitioned' WHEN c.relispartition THEN 'attached' ELSE 'plain' END AS kind,
       EXISTS (SELECT
                 FROM pg_locks l
                 JOIN pg_stat_progress_create_index p USING (pid)
                WHERE l.locktype = 'relation'
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND l.relation = i.indrelid
                  AND l.mode = 'ShareUpdateExclusiveLock'
                  AND l.granted
                  AND l.pid <> pg_backend_pid()) AS under_construction
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
 WHERE NOT i.indisvalid
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
 ORDER BY n.nspname, c.relname
