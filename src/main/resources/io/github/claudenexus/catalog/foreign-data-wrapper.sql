SELECT i.type || ' ' || i.identity AS object,
       pg_get_userbyid(w.fdwowner) AS owner,
       nullif(w.fdwhandler, 0)::regproc AS handler,
       nullif(w.fdwvalidator, 0)::regproc AS validator
FROM pg_foreign_data_wrapper w
CROSS JOIN pg_identify_object('pg_foreign_data_wrapper'::regclass, w.oid, 0) i
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid AND e.deptype = 'e')
