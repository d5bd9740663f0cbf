-- Before the scripts had numbers: long paths, keys by id, no totals, and the first names of the indexes.
CREATE TABLE api_requests (
    request_id uuid PRIMARY KEY,
    domain varchar(255) NOT NULL,
    timestamp timestamptz NOT NULL,
    method varchar(10) NOT NULL,
    path varchar(1024) NOT NULL,
    api_key_id varchar(50),
    ip_address inet,
    headers jsonb,
    body jsonb,
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
    duration_ms integer,
    error text,
    tool_call_count integer DEFAULT 0,
    completed_at timestamptz,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP,
    current_message_hash char(64),
    parent_message_hash char(64),
    conversation_id uuid);
CREATE TABLE streaming_chunks (
    id serial PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES api_requests(request_id) ON DELETE CASCADE,
    chunk_index integer NOT NULL,
    timestamp timestamptz NOT NULL,
    data text NOT NULL,
    UNIQUE (request_id, chunk_index));
CREATE INDEX idx_api_requests_domain ON api_requests (domain);
CREATE INDEX idx_api_requests_timestamp ON api_requests (timestamp);
CREATE INDEX idx_api_requests_model ON api_requests (model);
CREATE INDEX idx_api_requests_request_type ON api_requests (request_type);
CREATE INDEX idx_streaming_chunks_request_id ON streaming_chunks (request_id, chunk_index);
CREATE INDEX idx_requests_current_message_hash ON api_requests (current_message_hash);
CREATE INDEX idx_requests_parent_message_hash ON api_requests (parent_message_hash);
INSERT INTO api_requests (request_id, domain, timestamp, method, path, api_key_id, ip_address, completed_at,
                          conversation_id)
SELECT md5('request ' || n)::uuid, 'domain' || n % 3, now() - n * interval '1 minute', 'POST',
       '/' || repeat('long', 100), 'key' || n, '10.0.0.1', now(), md5('conversation ' || n / 5)::uuid
FROM generate_series(1, 40) n;
INSERT INTO streaming_chunks (request_id, chunk_index, timestamp, data)
SELECT request_id, n, timestamp, 'data ' || n FROM api_requests, generate_series(0, 2) n;
