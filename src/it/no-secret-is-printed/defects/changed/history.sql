INSERT INTO nexus_migrations (number, name, kind, checksum, state, duration_ms, plugin_version) VALUES (1, 'create-item', 'sql', 'sql-1:00', 'applied', 1, '0.1.0');
