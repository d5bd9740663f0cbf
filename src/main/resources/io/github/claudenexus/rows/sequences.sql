-- Each sequence with its last value, 0 when it has given none, and the columns of numbers that it feeds.
WITH fed AS MATERIALIZED (
    SELECT d.objid AS sequence, d.refobjid AS relid, d.refobjsubid AS num
    FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'i'
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
    UNION ALL
    SELECT d.refobjid, e.adrelid, e.adnum
    FROM pg_attrdef e
    JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = e.oid
    WHERE d.refclassid = 'pg_class'::regclass
),
feeds AS MATERIALIZED (
    SELECT fed.sequence,
           array_agg(fed.relid::regclass::text ORDER BY fed.relid, fed.num) AS tables,
           array_agg(quote_ident(a.attname) ORDER BY fed.relid, fed.num) AS columns
    FROM fed
    JOIN pg_sequence s ON s.seqrelid = fed.sequence
    JOIN pg_attribute a ON a.attrelid = fed.relid AND a.attnum = fed.num
    WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
    GROUP BY fed.sequence
)
SELECT c.oid::regclass::text AS name,
       coalesce(v.last, 0) AS last,
       coalesce(v.last + s.seqincrement, s.seqstart) AS next,
       s.seqincrement > 0 AS rising,
       coalesce(f.tables, '{}') AS tables,
       coalesce(f.columns, '{}') AS columns
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT pg_sequence_last_value(c.oid::regclass) AS last OFFSET 0) v
LEFT JOIN feeds f ON f.sequence = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT
                  FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = to_regclass(current_setting('nexus.history', true)))
ORDER BY 1
