SELECT 'type ' || t.oid::regtype AS object,
       t.oid AS key,
       t.oid AS id,
       'domain' AS kind,
       pg_get_userbyid(t.typowner) AS owner,
       format_type(t.typbasetype, t.typtypmod) AS type,
       t.typnotnull::text AS "notNull",
       coalesce(pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), t.typdefault) AS default,
       nullif(nullif(t.typcollation, b.typcollation), 0)::regcollation AS collation
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typtype = 'd'
  -- AND t.oid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
