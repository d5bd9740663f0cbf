REVOKE SELECT, UPDATE (code) ON depot.codes FROM pg_read_all_data;
ALTER TABLE depot.codes OWNER TO CURRENT_USER;
