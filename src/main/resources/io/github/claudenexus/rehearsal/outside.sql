-- What a migration may have changed outside of its database, and what its sessions begin with, as two fingerprints.
-- The databases that rehearsals make and drop are left out.
SELECT md5(concat_ws('/',
           (SELECT string_agg(concat_ws(' ', oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,
                                        rolreplication, rolconnlimit, rolvaliduntil, rolbypassrls, rolconfig), ',' ORDER BY oid)
            FROM pg_catalog.pg_roles),
           (SELECT string_agg(concat_ws(' ', roleid, member, admin_option), ',' ORDER BY roleid, member)
            FROM pg_catalog.pg_auth_members),
           (SELECT string_agg(concat_ws(' ', oid, datname, datacl), ',' ORDER BY oid)
            FROM pg_catalog.pg_database WHERE datname !~ '^nexus_rehearsal_'),
           (SELECT string_agg(concat_ws(' ', oid, spcname, spcacl, spcoptions), ',' ORDER BY oid)
            FROM pg_catalog.pg_tablespace),
           (SELECT string_agg(concat_ws(' ', oid, subname), ',' ORDER BY oid) FROM pg_catalog.pg_subscription),
           (SELECT string_agg(slot_name, ',' ORDER BY slot_name) FROM pg_catalog.pg_replication_slots))) AS server,
       md5(concat_ws('/',
           (SELECT string_agg(concat_ws(' ', setrole, setconfig), ',' ORDER BY setrole)
            FROM pg_catalog.pg_db_role_setting
            WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))),
           (SELECT string_agg(concat_ws(' ', oid, evtname, evtevent, evtenabled), ',' ORDER BY oid)
            FROM pg_catalog.pg_event_trigger))) AS sessions
