-- on: after-000-001-005
-- A dashboard of someone's own on top of the view, and the first name for the old view taken.
CREATE VIEW dashboard AS SELECT domain, sum(request_count) AS requests FROM hourly_stats GROUP BY domain;
CREATE FUNCTION latest() RETURNS SETOF hourly_stats LANGUAGE sql AS 'SELECT * FROM hourly_stats';
CREATE TABLE hourly_stats_old ();
CREATE TABLE hourly_stats_new ();
