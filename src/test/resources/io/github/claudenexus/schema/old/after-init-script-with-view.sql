-- on: after-init-script
-- A later init script: with the view, its one index that is not unique, and a refresh that can never work.
CREATE MATERIALIZED VIEW hourly_stats AS
SELECT date_trunc('hour', timestamp) AS hour, domain, model, count(*) AS request_count,
       sum(input_tokens) AS total_input_tokens, sum(output_tokens) AS total_output_tokens,
       sum(cache_creation_input_tokens) AS total_cache_creation_tokens,
       sum(cache_read_input_tokens) AS total_cache_read_tokens,
       avg(duration_ms) AS avg_response_time, sum(tool_call_count) AS total_tool_calls
FROM api_requests
WHERE timestamp > now() - interval '7 days'
GROUP BY 1, 2, 3
WITH NO DATA;
CREATE INDEX idx_hourly_stats_hour_domain ON hourly_stats (hour DESC, domain);
CREATE FUNCTION refresh_hourly_stats() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY hourly_stats;
END $$;
