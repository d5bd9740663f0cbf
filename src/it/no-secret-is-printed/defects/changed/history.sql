INSERT INTO nexus_migrations (version, name, kind, checksum, state, duration_ms, plugin_version, applied_order) VALUES ('001', 'create-item', 'sql', 'sql-1:00', 'applied', 1, '0.1.0', 1);
