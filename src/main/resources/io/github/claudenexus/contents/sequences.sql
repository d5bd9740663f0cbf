-- The value each sequence gave last, 0 when it has given none.
SELECT c.oid::regclass::text AS name,
       coalesce(pg_sequence_last_value(c.oid::regclass), 0) AS value
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S'
  AND n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT
                  FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = to_regclass(current_setting('nexus.history', true)))
ORDER BY 1
