-- What nexus-schema demands after 005, one line an object.
SELECT string_agg(line, E'\n' ORDER BY line)
FROM (
    SELECT format('column %s.%s %s default %s', c.relname, a.attname,
                  CASE a.attname WHEN 'path' THEN 'varchar' ELSE format_type(a.atttypid, a.atttypmod) END,
                  pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.oid IN (to_regclass('api_requests'), to_regclass('streaming_chunks'), to_regclass('hourly_stats'))
      AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname NOT IN ('api_key_id', 'ip_address', 'completed_at', 'parent_request_id', 'system_hash')
    UNION ALL
    SELECT 'comment on ' || c.relname || '.' || coalesce(a.attname, '')
    FROM pg_description t
    JOIN pg_class c ON c.oid = t.objoid AND t.classoid = 'pg_class'::regclass
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.objsubid AND t.objsubid > 0
    WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relname IN (
        'idx_requests_domain', 'idx_requests_timestamp', 'idx_requests_model', 'idx_requests_request_type',
        'idx_chunks_request_id', 'idx_hourly_stats_hour_domain', 'idx_hourly_stats_hour_domain_model',
        'idx_requests_current_hash', 'idx_requests_parent_hash', 'idx_requests_conversation_id',
        'idx_requests_branch_id', 'idx_requests_conversation_branch', 'idx_requests_message_count',
        'idx_requests_conversation_timestamp', 'idx_requests_conversation_detail',
        'idx_requests_parent_task_request_id', 'idx_requests_is_subtask', 'idx_requests_task_tool_invocation_gin',
        'idx_requests_conversation_timestamp_id', 'idx_requests_conversation_subtask', 'idx_requests_request_id',
        'idx_requests_account_timestamp')
    UNION ALL
    SELECT DISTINCT 'constraint ' || t.conrelid::regclass || ' ' || pg_get_constraintdef(t.oid)
    FROM pg_constraint t
    WHERE t.conrelid IN (to_regclass('api_requests'), to_regclass('streaming_chunks'))
      AND pg_get_constraintdef(t.oid) IN (
        'PRIMARY KEY (request_id)', 'PRIMARY KEY (id)', 'UNIQUE (request_id, chunk_index)',
        'FOREIGN KEY (request_id) REFERENCES api_requests(request_id) ON DELETE CASCADE',
        'FOREIGN KEY (parent_task_request_id) REFERENCES api_requests(request_id)')
    UNION ALL
    SELECT 'function ' || oid::regprocedure || ' ' || prosrc FROM pg_proc WHERE proname = 'refresh_hourly_stats'
    UNION ALL
    SELECT 'view defined ' || pg_get_viewdef(to_regclass('hourly_stats'))
    UNION ALL
    SELECT 'view populated ' || relispopulated FROM pg_class WHERE oid = to_regclass('hourly_stats')
) lines
