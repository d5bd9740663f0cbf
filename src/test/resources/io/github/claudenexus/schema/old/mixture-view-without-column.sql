-- on: after-000-001-005
-- A view from before tool calls were counted, and a function that answers with something.
DROP FUNCTION refresh_hourly_stats();
DROP MATERIALIZED VIEW hourly_stats;
CREATE MATERIALIZED VIEW hourly_stats AS
SELECT date_trunc('hour', timestamp) AS hour, domain, count(*) AS request_count
FROM api_requests GROUP BY 1, 2;
CREATE FUNCTION refresh_hourly_stats() RETURNS boolean LANGUAGE sql AS 'SELECT false';
GRANT SELECT ON hourly_stats TO PUBLIC;
