-- Each sequence with its last value, 0 when it has given none, and the columns of numbers that it feeds.
SELECT c.oid::regclass::text AS name,
       coalesce(pg_sequence_last_value(c.oid::regclass), 0) AS last,
       coalesce(pg_sequence_last_value(c.oid::regclass) + s.seqincrement, s.seqstart) AS next,
       s.seqincrement > 0 AS rising,
       coalesce(f.tables, '{}') AS tables,
       coalesce(f.columns, '{}') AS columns
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT array_agg(fed.relid::regclass::text ORDER BY fed.relid, fed.num) AS tables,
           array_agg(quote_ident(a.attname) ORDER BY fed.relid, fed.num) AS columns
    FROM (SELECT d.refobjid AS relid, d.refobjsubid AS num
          FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'
            AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
          UNION ALL
          SELECT e.adrelid, e.adnum
          FROM pg_depend d
          JOIN pg_attrdef e ON e.oid = d.objid
          WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid) fed
    JOIN pg_attribute a ON a.attrelid = fed.relid AND a.attnum = fed.num
    WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)) f
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT
                  FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = to_regclass(current_setting('nexus.history', true)))
ORDER BY 1
