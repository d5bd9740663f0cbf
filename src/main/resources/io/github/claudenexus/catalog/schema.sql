SELECT 'schema ' || quote_ident(n.nspname) AS object,
       n.oid AS key,
       n.oid AS id,
       pg_get_userbyid(n.nspowner) AS owner
FROM pg_namespace n
WHERE n.nspname !~ '^(pg_|information_schema$)'
  -- AND n.oid = ANY (?)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
