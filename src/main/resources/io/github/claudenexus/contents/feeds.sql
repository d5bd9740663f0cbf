-- The column that each sequence feeds, and the value that it gives next.
SELECT c.oid::regclass::text AS name,
       f.relid::regclass::text AS feeds,
       quote_ident(a.attname) AS attribute,
       s.seqincrement > 0 AS rising,
       coalesce(pg_sequence_last_value(c.oid::regclass) + s.seqincrement, s.seqstart) AS next
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN LATERAL (SELECT d.refobjid AS relid, d.refobjsubid AS num
              FROM pg_depend d
              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'
                AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
              UNION ALL
              SELECT e.adrelid, e.adnum
              FROM pg_depend d
              JOIN pg_attrdef e ON e.oid = d.objid
              WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
              ORDER BY 1, 2
              LIMIT 1) f ON true
JOIN pg_attribute a ON a.attrelid = f.relid AND a.attnum = f.num
WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
