-- on: after-000-001-005
-- The right columns, but of 30 days, and of output tokens where input tokens are meant.
DROP MATERIALIZED VIEW hourly_stats;
CREATE MATERIALIZED VIEW hourly_stats AS
SELECT date_trunc('hour', r.timestamp, 'UTC') AS hour, r.domain, r.model, count(*) AS request_count,
       sum(r.output_tokens) AS total_input_tokens, sum(r.output_tokens) AS total_output_tokens,
       sum(r.cache_creation_input_tokens) AS total_cache_creation_tokens,
       sum(r.cache_read_input_tokens) AS total_cache_read_tokens,
       avg(r.duration_ms) AS avg_response_time, sum(r.tool_call_count) AS total_tool_calls
FROM api_requests r
WHERE r.timestamp > now() - interval '30 days'
GROUP BY 1, 2, 3;
