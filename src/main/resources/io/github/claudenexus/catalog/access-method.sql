SELECT 'access method ' || quote_ident(a.amname) AS object,
       a.amhandler::regproc AS handler,
       CASE a.amtype WHEN 't' THEN 'table' ELSE 'index' END AS kind
FROM pg_am a
WHERE a.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_am'::regclass AND e.objid = a.oid AND e.deptype = 'e')
