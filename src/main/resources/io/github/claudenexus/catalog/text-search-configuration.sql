SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(c.cfgowner) AS owner,
       p.identity AS parser
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
CROSS JOIN pg_identify_object('pg_ts_config'::regclass, c.oid, 0) i
CROSS JOIN pg_identify_object('pg_ts_parser'::regclass, c.cfgparser, 0) p
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
