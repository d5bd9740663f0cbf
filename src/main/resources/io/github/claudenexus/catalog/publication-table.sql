SELECT i.type || ' ' || i.identity AS object,
       'publication ' || quote_ident(p.pubname) AS "of"
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
CROSS JOIN pg_identify_object('pg_publication_rel'::regclass, r.oid, 0) i
