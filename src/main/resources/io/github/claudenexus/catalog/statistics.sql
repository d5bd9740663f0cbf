-- Columns in order of name: in which order a table has them is a property of the table.
SELECT i.type || ' ' || i.identity AS object,
       s.stxrelid AS key,
       s.oid AS id,
       o.type || ' ' || o.identity AS "of",
       pg_get_userbyid(s.stxowner) AS owner,
       (SELECT string_agg(CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv'
                                 ELSE 'expressions' END, ', ' ORDER BY k)
        FROM unnest(s.stxkind) k) AS kinds,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
        FROM pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) AS columns,
       array_to_string(pg_get_statisticsobjdef_expressions(s.oid), ', ') AS expressions,
       nullif(s.stxstattarget, -1) AS target
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
CROSS JOIN pg_identify_object('pg_statistic_ext'::regclass, s.oid, 0) i
CROSS JOIN pg_identify_object('pg_class'::regclass, s.stxrelid, 0) o
WHERE n.nspname !~ '^(pg_|information_schema$)'
  -- AND s.stxrelid = ANY (?)
  AND s.stxrelid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid AND e.deptype = 'e')
