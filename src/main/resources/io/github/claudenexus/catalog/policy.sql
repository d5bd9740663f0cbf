SELECT i.type || ' ' || i.identity AS object,
       p.polrelid AS key,
       p.oid AS id,
       o.type || ' ' || o.identity AS "of",
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                     ELSE 'ALL' END AS command,
       p.polpermissive::text AS permissive,
       (SELECT string_agg(CASE u WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(u) END, ', ' ORDER BY pg_get_userbyid(u))
        FROM unnest(p.polroles) u) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using,
       pg_get_expr(p.polwithcheck, p.polrelid) AS "withCheck"
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_identify_object('pg_policy'::regclass, p.oid, 0) i
CROSS JOIN pg_identify_object('pg_class'::regclass, c.oid, 0) o
WHERE n.nspname !~ '^(pg_|information_schema$)'
  -- AND p.polrelid = ANY (?)
  AND c.oid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
