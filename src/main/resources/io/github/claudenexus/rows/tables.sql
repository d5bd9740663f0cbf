-- Tables that hold rows of their own, a partitioned table as one with the partitions it has in this database: all of
-- them, or the partitioned ones and those of the OIDs in nexus.tables.
SELECT c.oid,
       c.oid::regclass::text AS name,
       CASE c.relkind
           WHEN 'r' THEN ARRAY[c.oid::regclass::text]
           ELSE ARRAY(SELECT p.relid::regclass::text
                      FROM pg_partition_tree(c.oid) p
                      JOIN pg_class l ON l.oid = p.relid
                      WHERE l.relkind = 'r'
                      ORDER BY 1) END AS parts,
       s.bytes,
       a.names,
       a.numbers,
       a.types,
       a.plain,
       a.families,
       a.keys,
       a.required,
       a.generated
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
-- Of a table that has never had a row it is 0.
CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN pg_relation_size(p.relid) > 0 THEN pg_table_size(p.relid) ELSE 0 END), 0) AS bytes
    FROM (SELECT c.oid AS relid UNION SELECT relid FROM pg_partition_tree(c.oid)) p) s
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(quote_ident(a.attname) ORDER BY a.attnum), '{}') AS names,
           coalesce(array_agg(a.attnum::integer ORDER BY a.attnum), '{}') AS numbers,
           coalesce(array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum), '{}') AS types,
           coalesce(array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum), '{}') AS plain,
           -- Types whose values can be compared with one another.
           coalesce(array_agg(CASE
                                  WHEN t.typcategory = 'S' THEN 'text'
                                  WHEN coalesce(nullif(t.typbasetype, 0), t.oid)
                                       IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
                                      THEN 'number'
                                  ELSE '' END ORDER BY a.attnum), '{}') AS families,
           coalesce(array_agg(coalesce(a.attnum = ANY ((k.indkey::int2[])[0:k.indnkeyatts - 1]), false) ORDER BY a.attnum), '{}') AS keys,
           coalesce(array_agg(a.attnotnull ORDER BY a.attnum), '{}') AS required,
           coalesce(array_agg(CASE WHEN a.attgenerated = '' THEN ''
                                ELSE a.attgenerated::text || ' ' || pg_get_expr(d.adbin, d.adrelid) END
                           ORDER BY a.attnum), '{}') AS generated
    FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) a
WHERE c.relkind IN ('r', 'p')
  AND NOT c.relispartition
  AND (c.relkind = 'p'
       OR current_setting('nexus.tables') = ''
       OR c.oid = ANY ((SELECT string_to_array(current_setting('nexus.tables'), ',')::oid[])::oid[]))
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND c.oid IS DISTINCT FROM (SELECT to_regclass(current_setting('nexus.history', true)))
  -- Of an extension's tables, those whose rows are the user's, as pg_dump has it.
  AND NOT EXISTS (SELECT
                  FROM pg_depend e
                  JOIN pg_extension x ON x.oid = e.refobjid
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
                    AND e.refclassid = 'pg_extension'::regclass AND NOT c.oid = ANY (coalesce(x.extconfig, '{}')))
ORDER BY 2
