-- Tables: ordinary, partitioned and foreign ones.
SELECT CASE c.relkind WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || c.oid::regclass AS object,
       c.oid AS key,
       c.oid AS id,
       CASE c.relkind WHEN 'r' THEN 'ordinary' WHEN 'p' THEN 'partitioned' ELSE 'foreign' END AS kind,
       pg_get_userbyid(c.relowner) AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END AS persistence,
       a.amname AS "accessMethod",
       s.spcname AS tablespace,
       CASE WHEN c.reloptions IS NOT NULL
           THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o) END AS options,
       CASE WHEN t.reloptions IS NOT NULL
           THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(t.reloptions) o) END AS "toastOptions",
       c.relrowsecurity::text AS "rowSecurity",
       c.relforcerowsecurity::text AS "forceRowSecurity",
       CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' ELSE 'index' END
           AS "replicaIdentity",
       nullif(c.reloftype, 0)::regtype::text AS "ofType",
       pg_get_partkeydef(c.oid) AS "partitionKey",
       pg_get_expr(c.relpartbound, c.oid) AS "partitionBound",
       (SELECT string_agg(h.inhparent::regclass || CASE WHEN h.inhdetachpending THEN ' (detach pending)' ELSE '' END,
                          ', ' ORDER BY h.inhseqno)
        FROM pg_inherits h WHERE h.inhrelid = c.oid) AS parents,
       f.srvname AS server
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_am a ON a.oid = c.relam
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server f ON f.oid = ft.ftserver
WHERE c.relkind IN ('r', 'p', 'f')
  -- AND c.oid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND c.oid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
