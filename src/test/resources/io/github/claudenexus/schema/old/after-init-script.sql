-- The proxy's own init script made everything at once, and more; no view, no function.
CREATE TABLE api_requests (
    request_id uuid PRIMARY KEY,
    domain varchar(255) NOT NULL,
    account_id varchar(255),
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
    total_tokens integer DEFAULT 0,
    cache_creation_input_tokens integer DEFAULT 0,
    cache_read_input_tokens integer DEFAULT 0,
    usage_data jsonb,
    first_token_ms integer,
    duration_ms integer,
    error text,
    tool_call_count integer DEFAULT 0,
    current_message_hash char(64),
    parent_message_hash char(64),
    conversation_id uuid,
    branch_id varchar(255) DEFAULT 'main',
    message_count integer DEFAULT 0,
    parent_task_request_id uuid REFERENCES api_requests(request_id),
    is_subtask boolean DEFAULT false,
    task_tool_invocation jsonb,
    parent_request_id uuid REFERENCES api_requests(request_id),
    system_hash varchar(64) CHECK (length(system_hash) = 64),
    created_at timestamptz DEFAULT now());
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
CREATE INDEX idx_requests_request_id ON api_requests (request_id);
CREATE INDEX idx_requests_account_id ON api_requests (account_id);
CREATE INDEX idx_requests_conversation_id ON api_requests (conversation_id);
CREATE INDEX idx_requests_branch_id ON api_requests (branch_id);
CREATE INDEX idx_requests_current_hash ON api_requests (current_message_hash);
CREATE INDEX idx_requests_parent_hash ON api_requests (parent_message_hash);
CREATE INDEX idx_requests_conversation_timestamp_id ON api_requests (conversation_id, timestamp DESC, request_id DESC)
    WHERE conversation_id IS NOT NULL;
CREATE INDEX idx_requests_system_hash ON api_requests (system_hash);
CREATE INDEX idx_requests_parent_request_id ON api_requests (parent_request_id);
CREATE INDEX idx_requests_task_tool_invocation_gin ON api_requests USING gin (task_tool_invocation)
    WHERE task_tool_invocation IS NOT NULL;
CREATE INDEX idx_chunks_request_id ON streaming_chunks (request_id);
INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, system_hash, conversation_id, account_id)
SELECT md5('request ' || n)::uuid, 'domain' || n % 3, now() - n * interval '1 minute', 'POST', '/v1/messages',
       CASE WHEN n % 4 > 0 THEN 'model' END, repeat('a', 64), md5('conversation ' || n / 5)::uuid,
       CASE WHEN n % 3 = 0 THEN 'account0' END
FROM generate_series(1, 60) n;
UPDATE api_requests SET parent_request_id = md5('request 1')::uuid WHERE domain = 'domain2';
INSERT INTO streaming_chunks (request_id, chunk_index, timestamp, data)
SELECT request_id, n, timestamp, 'data ' || n FROM api_requests, generate_series(0, 2) n;
