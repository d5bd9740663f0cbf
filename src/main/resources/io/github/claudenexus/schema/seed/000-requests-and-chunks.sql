-- Requests and stream chunks as the first schema takes them. Request n has the id a0000000-…-n.

INSERT INTO api_requests (request_id, domain, timestamp, method, path, headers, body, api_key_hash, model, request_type,
                          response_status, response_headers, response_body, response_streaming, input_tokens,
                          output_tokens, total_tokens, cache_creation_input_tokens, cache_read_input_tokens, usage_data,
                          first_token_ms, duration_ms, error, tool_call_count, created_at)
VALUES
    -- A streamed answer; its chunks follow below.
    ('a0000000-0000-4000-8000-000000000001', 'one.example', '2026-01-01 09:00:00Z', 'POST', '/v1/messages',
     '{"content-type": "application/json"}',
     '{"model": "model-large", "stream": true, "messages": [{"role": "user", "content": "Grüße 🚀"}]}',
     'f00d', 'model-large', 'inference', 200, '{"content-type": "text/event-stream"}',
     '{"role": "assistant", "content": [{"type": "text", "text": "Hello"}]}',
     true, 12, 5, 17, 3, 2, '{"input_tokens": 12, "output_tokens": 5}', 240, 900, NULL, 0, '2026-01-01 09:00:01Z'),
    -- Refused, and without a model.
    ('a0000000-0000-4000-8000-000000000002', 'two.example', '2026-01-01 09:30:00Z', 'POST', '/v1/messages', '{}', '{}',
     NULL, NULL, 'quota', 429, '{"retry-after": "30"}', '{"type": "error"}', false, 0, 0, 0, 0, 0, NULL, NULL, 15,
     'rate limited', 0, '2026-01-01 09:30:00Z'),
    -- A Task call. Conversations are not known yet; the one it starts is in the seed of 001.
    ('a0000000-0000-4000-8000-000000000003', 'one.example', '2026-01-01 10:00:00Z', 'POST', '/v1/messages', '{}',
     '{"messages": [{"role": "user", "content": "What happened last night?"}]}', 'f00d', 'model-large', 'inference', 200,
     '{}',
     '{"role": "assistant", "content": [{"type": "tool_use", "name": "Task", "id": "toolu_log",
       "input": {"prompt": "summarise the log", "description": "Log"}}]}',
     false, 40, 20, 60, 0, 0, '{}', 300, 1200, NULL, 1, '2026-01-01 10:00:02Z'),
    -- Never answered; JSON that is null, and JSON that is no object.
    ('a0000000-0000-4000-8000-000000000004', 'unmapped.example', '2026-01-01 10:10:00Z', 'POST', '/v1/messages',
     'null', '[1, "two", null]', NULL, 'model-small', 'query_evaluation', NULL, NULL, 'null', false, 7, 0, 7, 0, 0,
     'null', NULL, NULL, 'connection closed', 0, '2026-01-01 10:10:00Z'),
    -- Every column that may be null is.
    ('a0000000-0000-4000-8000-000000000005', 'two.example', '2026-01-01 10:20:00.000001Z', 'GET', '/', NULL, NULL, NULL,
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    -- Every text is as long as it may be, every number as large.
    ('ffffffff-ffff-ffff-ffff-ffffffffffff', repeat('ä', 255), '2026-01-01 10:30:00Z', 'PROPPATCH_', repeat('/', 255),
     '{}', '{}', repeat('f', 50), repeat('m', 100), repeat('t', 50), 2147483647, '{}', '{}', true, 2147483647,
     2147483647, 2147483647, 2147483647, 2147483647, '{}', 2147483647, 2147483647, repeat('error ', 1000), 2147483647,
     '2026-01-01 10:30:00Z');

-- The columns with defaults keep them.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, created_at)
VALUES ('00000000-0000-0000-0000-000000000000', 'one.example', '1999-12-31 23:59:59.999999Z', 'POST', '/v1/messages',
        '1999-12-31 23:59:59.999999Z');

-- From a clock that runs ahead: whenever this is run, hourly_stats has rows, and among them some without a model.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, input_tokens, duration_ms, created_at)
VALUES
    ('a0000000-0000-4000-8000-000000000011', 'one.example', '2100-01-01 08:15:00Z', 'POST', '/', NULL, 10, 100, NULL),
    ('a0000000-0000-4000-8000-000000000012', 'one.example', '2100-01-01 08:45:00Z', 'POST', '/', NULL, 20, NULL, NULL),
    ('a0000000-0000-4000-8000-000000000013', 'one.example', '2100-01-01 08:50:00Z', 'POST', '/', 'model-large', 30, 300,
     NULL),
    ('a0000000-0000-4000-8000-000000000014', 'two.example', '2100-01-01 09:00:00Z', 'POST', '/', NULL, 40, 400, NULL);

INSERT INTO streaming_chunks (request_id, chunk_index, timestamp, data, token_count, created_at)
VALUES
    ('a0000000-0000-4000-8000-000000000001', 0, '2026-01-01 09:00:00.24Z', E'event: message_start\ndata: {}\n\n', 0,
     '2026-01-01 09:00:00.24Z'),
    ('a0000000-0000-4000-8000-000000000001', 1, '2026-01-01 09:00:00.5Z', E'data: {"text": "Hel\\u00e4"}\n\n', 3,
     '2026-01-01 09:00:00.5Z'),
    ('a0000000-0000-4000-8000-000000000001', 2, '2026-01-01 09:00:00.5Z', '', NULL, NULL),
    ('ffffffff-ffff-ffff-ffff-ffffffffffff', 2147483647, '2026-01-01 10:30:00Z', repeat('long ', 2000), 2147483647,
     '2026-01-01 10:30:00Z');

SELECT refresh_hourly_stats();
