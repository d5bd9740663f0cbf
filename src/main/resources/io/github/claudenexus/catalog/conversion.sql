SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(c.conowner) AS owner,
       pg_encoding_to_char(c.conforencoding) AS "from",
       pg_encoding_to_char(c.contoencoding) AS "to",
       c.conproc::regprocedure AS function,
       c.condefault::text AS default
FROM pg_conversion c
JOIN pg_namespace n ON n.oid = c.connamespace
CROSS JOIN pg_identify_object('pg_conversion'::regclass, c.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_conversion'::regclass AND e.objid = c.oid AND e.deptype = 'e')
