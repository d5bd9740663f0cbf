SELECT i.type || ' ' || i.identity AS object,
       nullif(t.trffromsql, 0)::regprocedure AS "fromSql",
       nullif(t.trftosql, 0)::regprocedure AS "toSql"
FROM pg_transform t
CROSS JOIN pg_identify_object('pg_transform'::regclass, t.oid, 0) i
WHERE t.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid AND e.deptype = 'e')
