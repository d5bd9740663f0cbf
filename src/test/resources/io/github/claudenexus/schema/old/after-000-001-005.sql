-- The scripts 000, 001 and 005 passed; 002 failed for want of total_tokens, 003 for its rows, 004 was not run.
CREATE TABLE api_requests (
    request_id uuid PRIMARY KEY,
    domain varchar(255) NOT NULL,
    timestamp timestamptz NOT NULL,
    method varchar(10) NOT NULL,
    path varchar(255) NOT NULL,
    headers jsonb,
    body jsonb,
    api_key_hash varchar(50),
    model varchar(100),
    request_type varchar(50),
    response_status integer,
    response_headers jsonb,
    response_body jsonb,
    response_streaming boolean DEFAULT false,
    input_tokens integer DEFAULT 0,
    output_tokens integer DEFAULT 0,
    cache_creation_input_tokens integer DEFAULT 0,
    cache_read_input_tokens integer DEFAULT 0,
    usage_data jsonb,
    first_token_ms integer,
    duration_ms integer,
    error text,
    tool_call_count integer DEFAULT 0,
    created_at timestamptz DEFAULT now(),
    current_message_hash char(64),
    parent_message_hash char(64),
    conversation_id uuid,
    branch_id varchar(255) DEFAULT 'main',
    message_count integer DEFAULT 0,
    account_id varchar(255));
CREATE TABLE streaming_chunks (
    id serial PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES api_requests(request_id) ON DELETE CASCADE,
    chunk_index integer NOT NULL,
    timestamp timestamptz NOT NULL,
    data text NOT NULL,
    token_count integer DEFAULT 0,
    created_at timestamptz DEFAULT now(),
    UNIQUE (request_id, chunk_index));
CREATE INDEX idx_requests_domain ON api_requests (domain);
CREATE INDEX idx_requests_timestamp ON api_requests (timestamp);
CREATE INDEX idx_requests_model ON api_requests (model);
CREATE INDEX idx_requests_request_type ON api_requests (request_type);
CREATE INDEX idx_chunks_request_id ON streaming_chunks (request_id);
CREATE INDEX idx_requests_current_hash ON api_requests (current_message_hash);
CREATE INDEX idx_requests_parent_hash ON api_requests (parent_message_hash);
CREATE INDEX idx_requests_conversation_id ON api_requests (conversation_id);
CREATE INDEX idx_requests_branch_id ON api_requests (branch_id);
CREATE INDEX idx_requests_conversation_branch ON api_requests (conversation_id, branch_id);
CREATE INDEX idx_requests_message_count ON api_requests (message_count);
CREATE INDEX idx_requests_account_id ON api_requests (account_id);
CREATE INDEX idx_requests_account_timestamp ON api_requests (account_id, timestamp DESC)
    WHERE account_id IS NOT NULL;
CREATE MATERIALIZED VIEW hourly_stats AS
SELECT date_trunc('hour', timestamp) AS hour, domain, model, count(*) AS request_count,
       sum(input_tokens) AS total_input_tokens, sum(output_tokens) AS total_output_tokens,
       sum(cache_creation_input_tokens) AS total_cache_creation_tokens,
       sum(cache_read_input_tokens) AS total_cache_read_tokens,
       avg(duration_ms) AS avg_response_time, sum(tool_call_count) AS total_tool_calls
FROM api_requests
WHERE timestamp > now() - interval '7 days'
GROUP BY 1, 2, 3;
CREATE INDEX idx_hourly_stats_hour_domain ON hourly_stats (hour DESC, domain);
CREATE FUNCTION refresh_hourly_stats() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY hourly_stats;
END $$;
INSERT INTO api_requests (request_id, domain, timestamp, method, path, body, response_body, model, request_type,
                          input_tokens, conversation_id, account_id)
SELECT md5('request ' || n)::uuid, 'domain' || n % 3, now() - n * interval '1 minute', 'POST', '/v1/messages',
       jsonb_build_object('messages', jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'hello ' || n))),
       jsonb_build_object('content', jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'answer ' || n))),
       CASE WHEN n % 4 > 0 THEN 'model' END, 'inference', n, md5('conversation ' || n / 5)::uuid,
       CASE WHEN n % 3 = 0 THEN 'account0' END
FROM generate_series(1, 60) n;
INSERT INTO streaming_chunks (request_id, chunk_index, timestamp, data)
SELECT request_id, n, timestamp, 'data ' || n FROM api_requests, generate_series(0, 2) n;
