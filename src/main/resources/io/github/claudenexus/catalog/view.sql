-- Views and materialized views.
SELECT i.type || ' ' || i.identity AS object,
       c.oid AS key,
       c.oid AS id,
       pg_get_userbyid(c.relowner) AS owner,
       pg_get_viewdef(c.oid) AS definition,
       CASE WHEN c.reloptions IS NOT NULL
           THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o) END AS options,
       CASE WHEN t.reloptions IS NOT NULL
           THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(t.reloptions) o) END AS "toastOptions",
       a.amname AS "accessMethod",
       s.spcname AS tablespace,
       CASE c.relkind WHEN 'm' THEN c.relispopulated::text END AS populated
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_identify_object('pg_class'::regclass, c.oid, 0) i
LEFT JOIN pg_am a ON a.oid = c.relam
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
WHERE c.relkind IN ('v', 'm')
  -- AND c.oid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
