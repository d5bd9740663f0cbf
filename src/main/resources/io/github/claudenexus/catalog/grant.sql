-- Who may do what, where it is not what PostgreSQL or an extension gave at the start: a row a property.
-- A * says: and may pass it on.
SELECT CASE WHEN g.subid > 0 THEN 'column' ELSE i.type END || ' ' || i.identity AS object,
       g.id AS key,
       'privileges of ' || CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           AS property,
       string_agg(CASE WHEN x.granted IS NULL THEN 'not ' ELSE '' END || x.privilege_type
                      || CASE WHEN x.granted THEN '*' ELSE '' END
                      || CASE x.grantor WHEN g.owner THEN '' ELSE ' by ' || quote_ident(pg_get_userbyid(x.grantor)) END,
                  ', ' ORDER BY x.privilege_type, x.grantor) AS value
FROM (
    SELECT a.*, coalesce(p.initprivs, acldefault(a.kind::"char", a.owner)) AS base
    FROM (
        SELECT 'pg_class'::regclass AS class, oid AS id, 0 AS subid, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END AS kind,
               relowner AS owner, relacl AS acl
        FROM pg_class WHERE relpersistence <> 't'
        UNION ALL SELECT 'pg_class'::regclass, attrelid, attnum, 'c', relowner, attacl
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE NOT attisdropped AND relpersistence <> 't'
        UNION ALL SELECT 'pg_proc'::regclass, oid, 0, 'f', proowner, proacl FROM pg_proc
        UNION ALL SELECT 'pg_type'::regclass, oid, 0, 'T', typowner, typacl FROM pg_type
        UNION ALL SELECT 'pg_namespace'::regclass, oid, 0, 'n', nspowner, nspacl FROM pg_namespace
        WHERE nspname !~ '^pg_(toast_)?temp_'
        UNION ALL SELECT 'pg_language'::regclass, oid, 0, 'l', lanowner, lanacl FROM pg_language
        UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, 'F', fdwowner, fdwacl FROM pg_foreign_data_wrapper
        UNION ALL SELECT 'pg_foreign_server'::regclass, oid, 0, 'S', srvowner, srvacl FROM pg_foreign_server
        UNION ALL SELECT 'pg_default_acl'::regclass, oid, 0,
                         CASE WHEN defaclnamespace <> 0 THEN 'c' WHEN defaclobjtype = 'S' THEN 's' ELSE defaclobjtype::text END,
                         defaclrole, defaclacl
        FROM pg_default_acl
    ) a
    LEFT JOIN pg_init_privs p ON p.classoid = a.class AND p.objoid = a.id AND p.objsubid = a.subid
    WHERE a.acl IS NOT NULL AND a.id IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
      -- AND a.id = ANY (?)
) g
CROSS JOIN pg_identify_object(g.class, g.id, g.subid) i
CROSS JOIN LATERAL (
    SELECT grantor, grantee, privilege_type, n.is_grantable AS granted
    FROM aclexplode(g.acl) n
    FULL JOIN aclexplode(g.base) o USING (grantor, grantee, privilege_type)
    WHERE n.is_grantable IS DISTINCT FROM o.is_grantable
) x
WHERE g.acl IS DISTINCT FROM g.base
  AND i.identity !~ '^information_schema(\.|$)'
GROUP BY 1, 2, 3
