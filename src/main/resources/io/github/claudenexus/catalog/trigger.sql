-- Triggers, those that partitions have from their parent among them.
SELECT i.type || ' ' || i.identity AS object,
       t.tgrelid AS key,
       t.oid AS id,
       o.type || ' ' || o.identity AS "of",
       pg_get_triggerdef(t.oid) AS definition,
       CASE t.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END
           AS enabled,
       (t.tgparentid <> 0)::text AS inherited
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_identify_object('pg_trigger'::regclass, t.oid, 0) i
CROSS JOIN pg_identify_object('pg_class'::regclass, c.oid, 0) o
WHERE (NOT t.tgisinternal OR t.tgparentid <> 0 AND t.tgconstrindid = 0)
  -- AND t.tgrelid = ANY (?)
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND c.oid IS DISTINCT FROM to_regclass(current_setting('nexus.history', true))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
