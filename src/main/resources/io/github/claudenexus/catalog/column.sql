-- Columns of tables, views and composite types; the position is the one among the columns that are left.
SELECT 'column ' || c.name || '.' || quote_ident(a.attname) AS object,
       a.attrelid AS key,
       a.attnum AS id,
       c.kind || c.name AS "of",
       row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS position,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default,
       CASE a.attgenerated WHEN 's' THEN 'stored: ' WHEN 'v' THEN 'virtual: ' END
           || pg_get_expr(d.adbin, d.adrelid) AS generated,
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       nullif(nullif(a.attcollation, t.typcollation), 0)::regcollation::text AS collation,
       a.attnotnull::text AS "notNull",
       CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
           AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       nullif(a.attstattarget, -1) AS statistics,
       CASE WHEN a.attoptions IS NOT NULL
           THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) o) END AS options,
       CASE WHEN a.attfdwoptions IS NOT NULL
           THEN (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attfdwoptions) o) END AS "foreignOptions",
       a.attislocal::text AS local
FROM (
    -- OFFSET 0: the names of each only once.
    SELECT c.oid, c.oid::regclass::text AS name,
           CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table '
                          WHEN 'c' THEN 'type ' ELSE 'table ' END AS kind
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
      -- AND c.oid = ANY (?)
      AND n.nspname !~ '^(pg_|information_schema$)'
      AND c.oid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
    OFFSET 0
) c
JOIN pg_attribute a ON a.attrelid = c.oid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0
  AND NOT a.attisdropped
