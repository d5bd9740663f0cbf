SELECT CASE WHEN l.objsubid > 0 THEN 'column' ELSE i.type END || ' ' || i.identity AS object,
       -l.objoid::bigint AS key,
       string_agg(l.provider || ': ' || l.label, ', ' ORDER BY l.provider) AS "securityLabel"
FROM pg_seclabel l
CROSS JOIN pg_identify_object(l.classoid, l.objoid, l.objsubid) i
WHERE l.objoid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  -- AND l.objoid = ANY (?)
GROUP BY 1, 2
