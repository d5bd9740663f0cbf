INSERT INTO nexus_migrations (version, name, kind, checksum, state, duration_ms, plugin_version, recorded_by, applied_order)
SELECT m ->> 'number', m ->> 'name', m ->> 'kind', m ->> 'checksum', 'applied', 0, 'by hand', 'baseline', n
FROM json_array_elements(:'status'::json -> 'migrations') WITH ORDINALITY AS a (m, n)
WHERE n <= 2;
