SELECT 'type ' || t.oid::regtype AS object,
       t.oid AS key,
       t.oid AS id,
       'range' AS kind,
       pg_get_userbyid(t.typowner) AS owner,
       r.rngsubtype::regtype AS subtype,
       r.rngmultitypid::regtype AS multirange,
       nullif(r.rngcollation, 0)::regcollation AS collation,
       o.identity AS "operatorClass",
       nullif(r.rngcanonical, 0)::regproc AS canonical,
       nullif(r.rngsubdiff, 0)::regproc AS difference
FROM pg_type t
JOIN pg_range r ON r.rngtypid = t.oid
JOIN pg_namespace n ON n.oid = t.typnamespace
CROSS JOIN pg_identify_object('pg_opclass'::regclass, r.rngsubopc, 0) o
WHERE n.nspname !~ '^(pg_|information_schema$)'
  -- AND t.oid = ANY (?)
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
