INSERT INTO nexus_migrations (number, name, kind, checksum, state, duration_ms, plugin_version) VALUES (2, 'create-more', 'sql', 'sql-1:00', 'applied', 1, '0.1.0');
