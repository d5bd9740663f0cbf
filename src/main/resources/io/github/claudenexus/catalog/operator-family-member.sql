-- What an operator family holds, and the operator class that it came with.
SELECT i.type || ' ' || i.identity AS object,
       f.type || ' ' || f.identity AS "of",
       m.operator,
       m.purpose,
       m.sort_family AS "sortFamily",
       m.function,
       (SELECT o.type || ' ' || o.identity FROM pg_depend d
        CROSS JOIN pg_identify_object(d.refclassid, d.refobjid, 0) o
        WHERE d.classid = m.class AND d.objid = m.id AND d.refclassid = 'pg_opclass'::regclass) AS "operatorClass"
FROM (
    SELECT 'pg_amop'::regclass AS class, o.oid AS id, o.amopfamily AS family, o.amopopr::regoperator AS operator,
           CASE o.amoppurpose WHEN 's' THEN 'search' ELSE 'order' END AS purpose,
           s.type || ' ' || s.identity AS sort_family, NULL::regprocedure AS function
    FROM pg_amop o
    LEFT JOIN pg_identify_object('pg_opfamily'::regclass, o.amopsortfamily, 0) s ON o.amopsortfamily <> 0
    UNION ALL
    SELECT 'pg_amproc'::regclass, p.oid, p.amprocfamily, NULL, NULL, NULL, p.amproc::regprocedure
    FROM pg_amproc p
) m
JOIN pg_opfamily y ON y.oid = m.family
JOIN pg_namespace n ON n.oid = y.opfnamespace
CROSS JOIN pg_identify_object(m.class, m.id, 0) i
CROSS JOIN pg_identify_object('pg_opfamily'::regclass, m.family, 0) f
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = y.oid AND e.deptype = 'e')
