-- Requests as the proxy writes them once it links sub-tasks itself, and as the old script left them.
-- Request n has the id a0030000-…-n, conversation n the id c0030000-…-n.

INSERT INTO api_requests (request_id, domain, timestamp, method, path, conversation_id, parent_task_request_id,
                          is_subtask, task_tool_invocation, body, response_body, created_at)
SELECT ('a0030000-0000-4000-8000-' || lpad(r.request, 12, '0'))::uuid, 'two.example', r.at::timestamptz, 'POST',
       '/v1/messages', ('c0030000-0000-4000-8000-' || lpad(r.conversation, 12, '0'))::uuid,
       ('a0030000-0000-4000-8000-' || lpad(r.parent, 12, '0'))::uuid, r.subtask, r.calls::jsonb,
       jsonb_build_object('messages', jsonb_build_array(jsonb_build_object('role', 'user', 'content', r.said))),
       jsonb_build_object('content', r.content::jsonb), r.at::timestamptz
FROM (VALUES
    -- Two calls, linked from both sides.
    ('1', '1', '2026-01-04 10:00:00Z', NULL, false,
     '[{"id": "t1", "name": "Task", "prompt": "one", "description": "d",
        "linked_conversation_id": "c0030000-0000-4000-8000-000000000002"},
       {"id": "t2", "name": "Task", "prompt": "two", "description": "d",
        "linked_conversation_id": "c0030000-0000-4000-8000-000000000003"}]', 'Hi',
     '[{"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "one", "description": "d"}},
       {"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": "two", "description": "d"}}]'),
    ('2', '2', '2026-01-04 10:00:01Z', '1', true, NULL, 'one', NULL),
    ('3', '2', '2026-01-04 10:00:09Z', '1', true, NULL, 'more', NULL),
    ('4', '3', '2026-01-04 10:00:02Z', '1', true, NULL, 'two', NULL),
    -- Linked from the call's side only; of the conversation, one request has another parent already.
    ('5', '4', '2026-01-04 11:00:00Z', NULL, false,
     '[{"id": "t1", "name": "Task", "prompt": "half", "description": "d",
        "linked_conversation_id": "c0030000-0000-4000-8000-000000000005"}]', 'Hi', NULL),
    ('6', '5', '2026-01-04 11:00:01Z', NULL, NULL, NULL, 'half', NULL),
    ('7', '5', '2026-01-04 11:00:02Z', '5', false, NULL, 'more', NULL),
    ('8', '5', '2026-01-04 11:00:03Z', '1', false, NULL, 'of another', NULL),
    -- The first of two calls is there, with a word of its own; the second is missing.
    ('9', '6', '2026-01-04 12:00:00Z', NULL, false,
     '[{"id": "t1", "kept": 1, "linked_conversation_id": "c0030000-0000-4000-8000-000000000007"}]', 'Hi',
     '[{"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "one", "description": "d"}},
       {"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": "late", "description": "d"}}]'),
    ('10', '7', '2026-01-04 12:00:01Z', '9', true, NULL, 'one', NULL),
    ('11', '8', '2026-01-04 12:00:02Z', NULL, false, NULL, 'late', NULL),
    -- Linked to what is no id, to nothing that is there, and to the request's own conversation.
    ('12', '9', '2026-01-04 13:00:00Z', NULL, false,
     '[{"id": "t1", "name": "Task", "prompt": "one", "linked_conversation_id": "1-2-3-4-5"},
       {"id": "t2", "name": "Task", "prompt": "two", "linked_conversation_id": "c0030000-0000-4000-8000-999999999999"},
       {"id": "t3", "name": "Task", "prompt": "three",
        "linked_conversation_id": "c0030000-0000-4000-8000-000000000009"}]', 'Hi', NULL),
    -- Something else than an array of calls.
    ('13', '10', '2026-01-04 14:00:00Z', NULL, false, 'null', 'Hi',
     '[{"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "null", "description": "d"}}]'),
    ('14', '11', '2026-01-04 14:00:00Z', NULL, true, '[]', 'Hi', NULL),
    ('15', '12', '2026-01-04 14:00:00Z', NULL, false, '{"id": "t1", "kept": 2}', 'Hi',
     '[{"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "object", "description": "d"}}]'),
    ('16', '13', '2026-01-04 14:00:00Z', NULL, NULL, '["text", 5, null, {}]', 'Hi', NULL),
    -- Known, and not linked yet: the conversation came later.
    ('17', '14', '2026-01-04 15:00:00Z', NULL, false,
     '[{"id": "t1", "name": "Task", "prompt": "open", "description": "d"}]', 'Hi',
     '[{"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "open", "description": "d"}}]'),
    ('18', '15', '2026-01-04 15:00:05Z', NULL, false, NULL, 'open', NULL)
) AS r(request, conversation, at, parent, subtask, calls, said, content);
