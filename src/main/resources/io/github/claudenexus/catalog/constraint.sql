-- Constraints of tables and domains; those of PostgreSQL 18 that say NOT NULL are among them.
SELECT i.type || ' ' || i.identity AS object,
       coalesce(o.type || ' ' || o.identity, 'type ' || c.contypid::regtype) AS "of",
       pg_get_constraintdef(c.oid) AS definition,
       c.convalidated::text AS validated,
       c.condeferrable::text AS deferrable,
       c.condeferred::text AS deferred,
       c.connoinherit::text AS "noInherit",
       c.conislocal::text AS local,
       p.type || ' ' || p.identity AS parent,
       (SELECT string_agg(t.tgenabled::text, '' ORDER BY t.tgenabled)
        FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgisinternal AND t.tgenabled <> 'O') AS "triggersNotEnabled"
FROM pg_constraint c
JOIN pg_namespace n ON n.oid = c.connamespace
CROSS JOIN pg_identify_object('pg_constraint'::regclass, c.oid, 0) i
LEFT JOIN pg_class r ON r.oid = c.conrelid
LEFT JOIN pg_identify_object('pg_class'::regclass, r.oid, 0) o ON r.oid IS NOT NULL
LEFT JOIN pg_identify_object('pg_constraint'::regclass, c.conparentid, 0) p ON c.conparentid <> 0
WHERE c.contype <> 't'
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND c.conrelid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.conrelid AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.contypid AND e.deptype = 'e')
