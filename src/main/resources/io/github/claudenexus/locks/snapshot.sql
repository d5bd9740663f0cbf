-- What this transaction holds, what it has read and changed, and how the relations it holds look by now.
SELECT pg_catalog.pg_current_xact_id_if_assigned()::text AS transaction,
       pg_catalog.current_setting('lock_timeout') AS lock_timeout,
       seen.*
FROM (SELECT) AS one
LEFT JOIN (
    SELECT coalesce(l.relation, c.oid)::bigint AS oid,
           l.modes,
           pg_catalog.pg_stat_get_xact_numscans(c.oid) AS scans,
           pg_catalog.pg_stat_get_xact_tuples_returned(c.oid) AS read,
           pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) AS inserted,
           pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
               + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) AS changed,
           c.oid IS NOT NULL AS exists,
           pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name,
           c.relfilenode::bigint AS file,
           CASE WHEN l.relation IS NOT NULL THEN
               ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END AS columns
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    FULL JOIN (
        SELECT relation, pg_catalog.array_agg(DISTINCT mode) AS modes
        FROM pg_catalog.pg_locks
        WHERE locktype = 'relation' AND granted AND pid = pg_catalog.pg_backend_pid() AND relation >= 16384
        GROUP BY relation
    ) AS l ON l.relation = c.oid
    WHERE l.relation IS NOT NULL
       OR c.oid >= 16384 AND pg_catalog.pg_stat_get_xact_numscans(c.oid) <> 0
) AS seen ON true
