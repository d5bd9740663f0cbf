-- on: after-000-001-005
-- Builds that did not end, and indexes that carry a name of ours with another definition.
UPDATE pg_index SET indisvalid = false
WHERE indexrelid IN ('idx_requests_timestamp'::regclass, 'idx_requests_branch_id'::regclass,
                     'idx_requests_account_timestamp'::regclass);
DROP INDEX idx_requests_domain;
CREATE INDEX idx_requests_domain ON api_requests (domain, path);
CREATE INDEX idx_requests_domain_old ON api_requests (path);
DROP INDEX idx_requests_message_count;
CREATE INDEX idx_requests_message_count ON api_requests (message_count) WHERE message_count > 0;
CREATE INDEX idx_requests_conversation_timestamp ON api_requests (conversation_id, timestamp)
    WHERE conversation_id IS NOT NULL;
CREATE INDEX idx_requests_conversation_detail ON api_requests (conversation_id, timestamp, domain);
DROP INDEX idx_hourly_stats_hour_domain;
CREATE INDEX idx_hourly_stats_hour_domain ON hourly_stats (hour);
