SELECT 'index ' || c.oid::regclass AS object,
       x.indrelid AS key,
       c.oid AS id,
       coalesce('table constraint ' || quote_ident(k.conname) || ' on ' || k.conrelid::regclass,
                CASE o.relkind WHEN 'm' THEN 'materialized view ' ELSE 'table ' END || o.oid::regclass) AS "of",
       pg_get_indexdef(x.indexrelid) AS definition,
       (x.indisvalid AND x.indisready)::text AS valid,
       x.indisclustered::text AS clustered,
       x.indisreplident::text AS "replicaIdentity",
       s.spcname AS tablespace,
       a.statistics,
       h.inhparent::regclass AS parent
FROM pg_index x
JOIN pg_class c ON c.oid = x.indexrelid
JOIN pg_class o ON o.oid = x.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_inherits h ON h.inhrelid = c.oid
LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = o.oid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN (SELECT attrelid, string_agg(attnum || ': ' || attstattarget, ', ' ORDER BY attnum) AS statistics
           FROM pg_attribute
           WHERE attnum > 0 AND attstattarget >= 0
             -- AND attrelid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ANY (?))
           GROUP BY attrelid) a ON a.attrelid = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
  -- AND x.indrelid = ANY (?)
  AND x.indrelid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = x.indrelid AND e.deptype = 'e')
