-- What each sequence is, and the columns of numbers that it feeds: of all sequences, or of those in nexus.tables and
-- those that feed a table in it.
WITH named (oid) AS MATERIALIZED (
    SELECT unnest(string_to_array(current_setting('nexus.tables'), ',')::oid[])
),
wanted (sequence) AS MATERIALIZED (
    SELECT seqrelid FROM pg_sequence WHERE current_setting('nexus.tables') = ''
    UNION
    SELECT s.seqrelid FROM named JOIN pg_sequence s ON s.seqrelid = named.oid
    UNION
    SELECT d.objid
    FROM named
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = named.oid
    WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'i'
    UNION
    SELECT d.refobjid
    FROM named
    JOIN pg_attrdef e ON e.adrelid = named.oid
    JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = e.oid
    WHERE d.refclassid = 'pg_class'::regclass
),
fed AS MATERIALIZED (
    SELECT w.sequence, d.refobjid AS relid, d.refobjsubid AS num
    FROM wanted w
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = w.sequence
    WHERE d.deptype = 'i' AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
    UNION ALL
    SELECT w.sequence, e.adrelid, e.adnum
    FROM wanted w
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = w.sequence
    JOIN pg_attrdef e ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
),
feeds AS MATERIALIZED (
    SELECT fed.sequence,
           array_agg(fed.relid::bigint ORDER BY fed.relid, fed.num) AS oids,
           array_agg(fed.relid::regclass::text ORDER BY fed.relid, fed.num) AS tables,
           array_agg(quote_ident(a.attname) ORDER BY fed.relid, fed.num) AS columns
    FROM fed
    JOIN pg_attribute a ON a.attrelid = fed.relid AND a.attnum = fed.num
    WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
    GROUP BY fed.sequence
)
SELECT c.oid,
       c.oid::regclass::text AS name,
       s.seqstart AS start,
       s.seqincrement AS increment,
       coalesce(f.oids, '{}') AS oids,
       coalesce(f.tables, '{}') AS tables,
       coalesce(f.columns, '{}') AS columns
FROM wanted w
JOIN pg_sequence s ON s.seqrelid = w.sequence
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN feeds f ON f.sequence = c.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT
                  FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = to_regclass(current_setting('nexus.history', true)))
