SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(d.dictowner) AS owner,
       t.identity AS template,
       d.dictinitoption AS options
FROM pg_ts_dict d
JOIN pg_namespace n ON n.oid = d.dictnamespace
CROSS JOIN pg_identify_object('pg_ts_dict'::regclass, d.oid, 0) i
CROSS JOIN pg_identify_object('pg_ts_template'::regclass, d.dicttemplate, 0) t
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid AND e.deptype = 'e')
