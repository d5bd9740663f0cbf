SELECT i.type || ' ' || i.identity AS object,
       'server ' || quote_ident(m.srvname) AS "of"
FROM pg_user_mappings m
CROSS JOIN pg_identify_object('pg_user_mapping'::regclass, m.umid, 0) i
