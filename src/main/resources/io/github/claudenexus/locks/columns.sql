-- The columns of every relation. Joined with the relations, they would be looked for among all, for each of them: of a
-- database that has just been filled the server does not know how many there are.
SELECT attrelid::bigint AS oid, pg_catalog.array_agg(attname::text) AS columns
FROM pg_catalog.pg_attribute
WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
GROUP BY attrelid
