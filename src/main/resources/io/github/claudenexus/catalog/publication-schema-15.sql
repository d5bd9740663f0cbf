SELECT i.type || ' ' || i.identity AS object,
       'publication ' || quote_ident(p.pubname) AS "of"
FROM pg_publication_namespace s
JOIN pg_publication p ON p.oid = s.pnpubid
CROSS JOIN pg_identify_object('pg_publication_namespace'::regclass, s.oid, 0) i
