-- What was said to depend on an extension.
SELECT i.type || ' ' || i.identity AS object,
       string_agg(quote_ident(x.extname), ', ' ORDER BY x.extname) AS "dependsOnExtension"
FROM pg_depend d
JOIN pg_extension x ON x.oid = d.refobjid
CROSS JOIN pg_identify_object(d.classid, d.objid, d.objsubid) i
WHERE d.refclassid = 'pg_extension'::regclass
  AND d.deptype = 'x'
GROUP BY 1
