-- Every relation of this database but those of the system and temporary ones.
SELECT c.oid::bigint AS oid,
       pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
       pg_catalog.quote_ident(c.relname) AS plain,
       c.relkind::text AS kind,
       coalesce(i.indrelid, 0)::bigint AS of_table,
       c.relispartition AS is_partition,
       c.relfilenode::bigint AS file
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
WHERE c.oid >= 16384
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
  AND n.nspname NOT LIKE 'pg\_temp%' AND n.nspname NOT LIKE 'pg\_toast\_temp%'
  AND c.relkind <> 'c'
