SELECT 'type ' || t.oid::regtype AS object,
       t.oid AS key,
       t.oid AS id,
       'enum' AS kind,
       pg_get_userbyid(t.typowner) AS owner,
       (SELECT string_agg(quote_literal(v.enumlabel), ', ' ORDER BY v.enumsortorder)
        FROM pg_enum v WHERE v.enumtypid = t.oid) AS values
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e'
  -- AND t.oid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
