SELECT i.type || ' ' || i.identity AS object,
       'table ' || s.stxrelid::regclass AS "of",
       pg_get_userbyid(s.stxowner) AS owner,
       pg_get_statisticsobjdef(s.oid) AS definition,
       nullif(s.stxstattarget, -1) AS target
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
CROSS JOIN pg_identify_object('pg_statistic_ext'::regclass, s.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid AND e.deptype = 'e')
