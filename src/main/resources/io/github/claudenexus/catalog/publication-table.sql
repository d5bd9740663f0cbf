SELECT i.type || ' ' || i.identity AS object,
       r.prrelid AS key,
       r.oid AS id,
       'publication ' || quote_ident(p.pubname) AS "of"
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
CROSS JOIN pg_identify_object('pg_publication_rel'::regclass, r.oid, 0) i
-- WHERE r.prrelid = ANY (?)
