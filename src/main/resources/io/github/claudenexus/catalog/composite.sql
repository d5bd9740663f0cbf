-- Composite types; their attributes are among the columns.
SELECT 'type ' || t.oid::regtype AS object,
       c.oid AS key,
       c.oid AS id,
       'composite' AS kind,
       pg_get_userbyid(t.typowner) AS owner
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_class c ON c.oid = t.typrelid
WHERE c.relkind = 'c'
  -- AND c.oid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
