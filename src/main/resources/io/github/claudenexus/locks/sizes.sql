-- How large every relation is; of a partitioned one, its partitions together.
WITH RECURSIVE busy AS MATERIALIZED (
    -- The size of one of these would be waited for.
    SELECT relation FROM pg_catalog.pg_locks WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
), own AS MATERIALIZED (
    SELECT c.oid, c.relkind,
           pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
           CASE WHEN c.relkind IN ('p', 'I') THEN 0 ELSE greatest(c.reltuples, 0)::bigint END AS rows,
           CASE WHEN c.relkind IN ('p', 'I') THEN 0
                WHEN c.oid IN (SELECT relation FROM busy)
                    THEN c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint
                ELSE coalesce(pg_catalog.pg_total_relation_size(c.oid), 0) END AS bytes
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND n.nspname NOT LIKE 'pg\_temp%' AND n.nspname NOT LIKE 'pg\_toast\_temp%'
), tree (root, member) AS (
    SELECT oid, oid FROM own
    UNION ALL
    SELECT t.root, h.inhrelid
    FROM tree t
    JOIN own parent ON parent.oid = t.member AND parent.relkind IN ('p', 'I')
    JOIN pg_catalog.pg_inherits h ON h.inhparent = t.member
)
SELECT root.name, pg_catalog.sum(member.rows)::bigint AS rows, pg_catalog.sum(member.bytes)::bigint AS bytes
FROM tree t
JOIN own root ON root.oid = t.root
JOIN own member ON member.oid = t.member
GROUP BY root.name
