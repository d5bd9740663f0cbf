INSERT INTO nexus_migrations (number, name, kind, checksum, state, duration_ms, plugin_version)
SELECT (m ->> 'number')::integer, m ->> 'name', m ->> 'kind', m ->> 'checksum', 'applied', 0, 'by hand'
FROM json_array_elements(:'status'::json -> 'migrations') AS m
WHERE (m ->> 'number')::integer <= 2;
