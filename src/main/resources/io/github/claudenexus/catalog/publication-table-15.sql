-- Columns in order of name: in which order a table has them is a property of the table.
SELECT i.type || ' ' || i.identity AS object,
       r.prrelid AS key,
       r.oid AS id,
       'publication ' || quote_ident(p.pubname) AS "of",
       pg_get_expr(r.prqual, r.prrelid) AS filter,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
        FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) AS columns
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
CROSS JOIN pg_identify_object('pg_publication_rel'::regclass, r.oid, 0) i
-- WHERE r.prrelid = ANY (?)
