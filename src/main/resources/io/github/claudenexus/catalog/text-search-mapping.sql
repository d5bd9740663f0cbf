SELECT 'text search mapping for ' || k.alias || ' in ' || i.identity AS object,
       i.type || ' ' || i.identity AS "of",
       string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_ts_config_map m ON m.mapcfg = c.oid
JOIN LATERAL ts_token_type(c.cfgparser) k ON k.tokid = m.maptokentype
CROSS JOIN pg_identify_object('pg_ts_config'::regclass, c.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
GROUP BY 1, 2
