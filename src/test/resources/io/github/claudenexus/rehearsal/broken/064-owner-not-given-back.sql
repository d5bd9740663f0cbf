ALTER TABLE shop.sessions OWNER TO pg_monitor;
