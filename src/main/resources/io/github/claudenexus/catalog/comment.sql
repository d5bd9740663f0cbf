SELECT CASE WHEN d.objsubid > 0 THEN 'column' ELSE i.type END || ' ' || i.identity AS object,
       -d.objoid::bigint AS key,
       d.description AS comment
FROM pg_description d
CROSS JOIN pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass AND d.objoid = to_regnamespace('public'))
  AND i.identity !~ '^pg_(toast|temp)'
  -- AND d.objoid = ANY (?)
  AND d.objoid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
