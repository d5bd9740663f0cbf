SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(f.opfowner) AS owner
FROM pg_opfamily f
JOIN pg_namespace n ON n.oid = f.opfnamespace
CROSS JOIN pg_identify_object('pg_opfamily'::regclass, f.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
