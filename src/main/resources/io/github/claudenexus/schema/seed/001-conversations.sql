-- Requests that know their conversation. Request n has the id a0010000-…-n, conversation n the id c0010000-…-n.

INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, request_type, response_status,
                          conversation_id, branch_id, message_count, current_message_hash, parent_message_hash,
                          created_at)
SELECT ('a0010000-0000-4000-8000-' || lpad(r.request, 12, '0'))::uuid, r.domain, r.at::timestamptz, 'POST',
       '/v1/messages', 'model-large', 'inference', 200, ('c0010000-0000-4000-8000-' || lpad(r.conversation, 12, '0'))::uuid,
       r.branch, r.messages, encode(sha256(r.message::bytea), 'hex'), encode(sha256(r.parent::bytea), 'hex'),
       r.at::timestamptz
FROM (VALUES
    -- One conversation that goes on, and forks after its first answer.
    ('1', '1', 'one.example', '2026-01-02 10:00:00Z', 'main', 1, 'first', NULL),
    ('2', '1', 'one.example', '2026-01-02 10:01:00Z', 'main', 3, 'second', 'first'),
    ('3', '1', 'one.example', '2026-01-02 10:02:00Z', 'branch-1', 3, 'another second', 'first'),
    ('4', '1', 'one.example', '2026-01-02 10:03:00Z', 'main', 5, 'third', 'second'),
    ('5', '1', 'one.example', '2026-01-02 10:03:00Z', 'branch-1', 5, 'third', 'another second'),
    -- Outside of any conversation, and with nothing but nulls.
    ('6', NULL, 'two.example', '2026-01-02 10:04:00Z', NULL, NULL, NULL, NULL),
    -- The longest branch, the largest count.
    ('7', '2', repeat('ß', 255), '2026-01-02 10:05:00Z', repeat('b', 255), 2147483647, 'x', 'y')
) AS r(request, conversation, domain, at, branch, messages, message, parent);

-- Branch and count keep their defaults.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, conversation_id, body, response_body, created_at)
VALUES
    -- What the Task call of request 3 in the seed of 000 started.
    ('a0010000-0000-4000-8000-000000000011', 'one.example', '2026-01-01 10:00:03Z', 'POST', '/v1/messages',
     'c0010000-0000-4000-8000-000000000011', '{"messages": [{"role": "user", "content": "summarise the log"}]}', NULL,
     '2026-01-01 10:00:03Z'),
    -- A Task call and what it started.
    ('a0010000-0000-4000-8000-000000000012', 'two.example', '2026-01-02 11:00:00Z', 'POST', '/v1/messages',
     'c0010000-0000-4000-8000-000000000012', '{"messages": [{"role": "user", "content": "Hi"}]}',
     '{"content": [{"type": "tool_use", "name": "Task", "id": "toolu_1",
       "input": {"prompt": "look around", "description": "Look"}}]}', '2026-01-02 11:00:00Z'),
    ('a0010000-0000-4000-8000-000000000013', 'two.example', '2026-01-02 11:00:02Z', 'POST', '/v1/messages',
     'c0010000-0000-4000-8000-000000000013', '{"messages": [{"role": "user", "content": "look around"}]}', NULL,
     '2026-01-02 11:00:02Z');

-- The id is given, so that the sequence stays where it was.
INSERT INTO streaming_chunks (id, request_id, chunk_index, timestamp, data, created_at)
VALUES (1001, 'a0010000-0000-4000-8000-000000000013', 0, '2026-01-02 11:00:03Z', 'data: {}', '2026-01-02 11:00:03Z');
