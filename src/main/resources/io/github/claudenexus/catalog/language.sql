SELECT 'language ' || quote_ident(l.lanname) AS object,
       pg_get_userbyid(l.lanowner) AS owner,
       l.lanpltrusted::text AS trusted,
       nullif(l.lanplcallfoid, 0)::regproc AS handler,
       nullif(l.laninline, 0)::regproc AS inline,
       nullif(l.lanvalidator, 0)::regproc AS validator
FROM pg_language l
WHERE l.lanispl
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
