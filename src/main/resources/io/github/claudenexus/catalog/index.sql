SELECT i.type || ' ' || i.identity AS object,
       o.type || ' ' || o.identity AS "of",
       pg_get_indexdef(x.indexrelid) AS definition,
       (x.indisvalid AND x.indisready)::text AS valid,
       x.indisclustered::text AS clustered,
       x.indisreplident::text AS "replicaIdentity",
       s.spcname AS tablespace,
       (SELECT string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0) AS statistics,
       (SELECT h.inhparent::regclass::text FROM pg_inherits h WHERE h.inhrelid = c.oid) AS parent
FROM pg_index x
JOIN pg_class c ON c.oid = x.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_identify_object('pg_class'::regclass, c.oid, 0) i
CROSS JOIN pg_identify_object('pg_class'::regclass, x.indrelid, 0) o
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND x.indrelid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = x.indrelid AND e.deptype = 'e')
