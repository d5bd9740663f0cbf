-- The locks that another backend has or waits for.
SELECT relation::bigint AS oid, mode, granted
FROM pg_catalog.pg_locks
WHERE locktype = 'relation' AND pid = ? AND relation >= 16384
