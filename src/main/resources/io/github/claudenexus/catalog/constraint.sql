-- Constraints of tables and domains; those of PostgreSQL 18 that say NOT NULL are among them.
SELECT CASE WHEN c.conrelid <> 0 THEN 'table constraint ' || quote_ident(c.conname) || ' on ' || c.conrelid::regclass
            ELSE 'domain constraint ' || quote_ident(c.conname) || ' on ' || c.contypid::regtype END AS object,
       coalesce(nullif(c.conrelid, 0), c.contypid) AS key,
       c.oid AS id,
       CASE WHEN c.conrelid = 0 THEN 'type ' || c.contypid::regtype
            WHEN c.contype = 'n' THEN 'column ' || c.conrelid::regclass || '.' || quote_ident(a.attname)
            ELSE CASE r.relkind WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || c.conrelid::regclass END AS "of",
       pg_get_constraintdef(c.oid) AS definition,
       c.convalidated::text AS validated,
       c.condeferrable::text AS deferrable,
       c.condeferred::text AS deferred,
       c.connoinherit::text AS "noInherit",
       c.conislocal::text AS local,
       'table constraint ' || quote_ident(p.conname) || ' on ' || p.conrelid::regclass AS parent,
       t.enabled AS "triggersNotEnabled"
FROM pg_constraint c
JOIN pg_namespace n ON n.oid = c.connamespace
LEFT JOIN pg_class r ON r.oid = c.conrelid
LEFT JOIN pg_constraint p ON p.oid = c.conparentid
LEFT JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
LEFT JOIN (SELECT tgconstraint, string_agg(tgenabled::text, '' ORDER BY tgenabled) AS enabled
           FROM pg_trigger
           WHERE tgisinternal AND tgenabled <> 'O'
             -- AND tgconstraint IN (SELECT oid FROM pg_constraint WHERE conrelid = ANY (?))
           GROUP BY tgconstraint) t ON t.tgconstraint = c.oid
WHERE c.contype <> 't'
  -- AND c.conrelid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND c.conrelid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.conrelid AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.contypid AND e.deptype = 'e')
