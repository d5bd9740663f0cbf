SELECT i.type || ' ' || i.identity AS object,
       nullif(c.castfunc, 0)::regprocedure AS function,
       CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' ELSE 'implicit' END AS context,
       CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'inout' ELSE 'binary' END AS method
FROM pg_cast c
CROSS JOIN pg_identify_object('pg_cast'::regclass, c.oid, 0) i
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid
                  AND (e.deptype = 'e' OR e.deptype = 'i' AND e.refclassid = 'pg_type'::regclass))
