SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(c.opcowner) AS owner,
       c.opcintype::regtype AS type,
       c.opcdefault::text AS default,
       nullif(c.opckeytype, 0)::regtype AS storage,
       f.identity AS family
FROM pg_opclass c
JOIN pg_namespace n ON n.oid = c.opcnamespace
CROSS JOIN pg_identify_object('pg_opclass'::regclass, c.oid, 0) i
CROSS JOIN pg_identify_object('pg_opfamily'::regclass, c.opcfamily, 0) f
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_opclass'::regclass AND e.objid = c.oid AND e.deptype = 'e')
