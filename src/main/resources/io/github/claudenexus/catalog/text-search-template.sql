SELECT i.type || ' ' || i.identity AS object,
       nullif(t.tmplinit, 0)::regproc AS init,
       t.tmpllexize AS lexize
FROM pg_ts_template t
JOIN pg_namespace n ON n.oid = t.tmplnamespace
CROSS JOIN pg_identify_object('pg_ts_template'::regclass, t.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_ts_template'::regclass AND e.objid = t.oid AND e.deptype = 'e')
