-- The types of the columns of the tables that are named, and those that they are made of.
WITH RECURSIVE used (oid) AS (
    SELECT a.atttypid
    FROM unnest(?::text[]) AS named (name)
    JOIN pg_attribute a ON a.attrelid = to_regclass(named.name) AND a.attnum > 0 AND NOT a.attisdropped
    UNION
    SELECT part.oid
    FROM used
    JOIN pg_type t ON t.oid = used.oid
    CROSS JOIN LATERAL (
        SELECT t.typelem AS oid WHERE t.typsubscript = 'array_subscript_handler'::regproc
        UNION ALL
        SELECT t.typbasetype WHERE t.typtype = 'd'
        UNION ALL
        SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
        UNION ALL
        SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid
        UNION ALL
        SELECT a.atttypid FROM pg_attribute a
        WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped) AS part
)
SELECT t.oid::bigint AS oid,
       format_type(t.oid, NULL) AS name,
       CASE
           WHEN t.typsubscript = 'array_subscript_handler'::regproc THEN 'array'
           WHEN t.typtype = 'd' THEN 'domain'
           WHEN t.typtype = 'e' THEN 'enum'
           WHEN t.typtype = 'c' THEN 'composite'
           WHEN t.typtype = 'r' THEN 'range'
           WHEN t.typtype = 'm' THEN 'multirange'
           WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN t.typname
           WHEN t.typcategory = 'S' THEN 'text'
           ELSE 'unknown' END AS kind,
       CASE t.typtype
           WHEN 'd' THEN t.typbasetype
           WHEN 'r' THEN (SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid)
           WHEN 'm' THEN (SELECT rngtypid FROM pg_range WHERE rngmultitypid = t.oid)
           ELSE t.typelem END::bigint AS part,
       t.typtypmod AS modifier,
       ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels,
       ARRAY(SELECT a.atttypid::bigint FROM pg_attribute a
             WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum) AS attributes,
       ARRAY(SELECT a.atttypmod FROM pg_attribute a
             WHERE a.attrelid = t.typrelid AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum) AS modifiers,
       ARRAY(SELECT pg_get_expr(conbin, 0) FROM pg_constraint
             WHERE contypid = t.oid AND contype = 'c'
             ORDER BY conname) AS checks
FROM used
JOIN pg_type t ON t.oid = used.oid
