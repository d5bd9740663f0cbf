-- How many rows of each table were ever inserted, updated and deleted, as far as the server has counted.
SELECT oid::bigint AS oid,
       pg_stat_get_tuples_inserted(oid) + pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid) AS written
FROM pg_class
WHERE relkind = 'r' AND relpersistence <> 't' AND oid >= 16384
