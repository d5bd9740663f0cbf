-- What running code calls by its name: tables and views, types, the labels of enums, functions.
SELECT 'relation ' || c.oid AS key, c.oid::bigint AS oid, c.relkind::text AS kind,
       pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, pg_catalog.quote_ident(c.relname) AS plain
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'f', 'v')
  AND n.nspname NOT LIKE 'pg\_temp%' AND n.nspname <> 'pg_toast'
UNION ALL
SELECT 'type ' || t.oid, t.oid::bigint, 'T',
       pg_catalog.format('%I.%I', n.nspname, t.typname), pg_catalog.quote_ident(t.typname)
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.oid >= 16384 AND (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
UNION ALL
SELECT 'label ' || e.oid, e.oid::bigint, 'L',
       pg_catalog.format('%I.%I', n.nspname, t.typname), pg_catalog.quote_literal(e.enumlabel)
FROM pg_catalog.pg_enum e
JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE e.oid >= 16384
UNION ALL
SELECT 'function ' || p.oid, p.oid::bigint, 'F',
       pg_catalog.format('%I.%I', n.nspname, p.proname), pg_catalog.quote_ident(p.proname)
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.oid >= 16384
