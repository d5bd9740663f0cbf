SELECT i.type || ' ' || i.identity AS object,
       p.prsstart AS start,
       p.prstoken AS token,
       p.prsend AS "end",
       p.prsheadline AS headline,
       p.prslextype AS types
FROM pg_ts_parser p
JOIN pg_namespace n ON n.oid = p.prsnamespace
CROSS JOIN pg_identify_object('pg_ts_parser'::regclass, p.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid AND e.deptype = 'e')
