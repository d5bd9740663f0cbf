SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(c.collowner) AS owner,
       CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'default' END
           AS provider,
       c.collisdeterministic::text AS deterministic,
       c.collcollate AS collate,
       c.collctype AS ctype,
       coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale') AS locale,
       to_jsonb(c) ->> 'collicurules' AS rules,
       nullif(c.collencoding, -1) AS encoding
FROM pg_collation c
JOIN pg_namespace n ON n.oid = c.collnamespace
CROSS JOIN pg_identify_object('pg_collation'::regclass, c.oid, 0) i
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
