-- Functions, procedures and window functions.
SELECT i.type || ' ' || i.identity AS object,
       p.oid AS key,
       p.oid AS id,
       pg_get_userbyid(p.proowner) AS owner,
       pg_get_functiondef(p.oid) AS definition
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN pg_identify_object('pg_proc'::regclass, p.oid, 0) i
WHERE p.prokind <> 'a'
  -- AND p.oid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid
                  AND (e.deptype = 'e' OR e.deptype = 'i' AND e.refclassid = 'pg_type'::regclass))
