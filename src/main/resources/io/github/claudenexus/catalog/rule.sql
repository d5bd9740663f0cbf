-- Rules, but for the one that makes a view a view.
SELECT i.type || ' ' || i.identity AS object,
       r.ev_class AS key,
       r.oid AS id,
       o.type || ' ' || o.identity AS "of",
       pg_get_ruledef(r.oid) AS definition,
       CASE r.ev_enabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END
           AS enabled
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_identify_object('pg_rewrite'::regclass, r.oid, 0) i
CROSS JOIN pg_identify_object('pg_class'::regclass, c.oid, 0) o
WHERE r.rulename <> '_RETURN'
  -- AND r.ev_class = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND c.oid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
