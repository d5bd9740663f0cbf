-- A shell, which another operator names but which is not defined, is left out, as pg_dump does.
SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(o.oprowner) AS owner,
       o.oprcode::regprocedure AS function,
       o.oprresult::regtype AS result,
       nullif(o.oprcom, 0)::regoperator AS commutator,
       nullif(o.oprnegate, 0)::regoperator AS negator,
       nullif(o.oprrest, 0)::regproc AS restrict,
       nullif(o.oprjoin, 0)::regproc AS join,
       o.oprcanhash::text AS hashes,
       o.oprcanmerge::text AS merges
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
CROSS JOIN pg_identify_object('pg_operator'::regclass, o.oid, 0) i
WHERE o.oprcode <> 0
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
