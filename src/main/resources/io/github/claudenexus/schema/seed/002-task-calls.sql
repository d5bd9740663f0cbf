-- Task calls, and conversations that they did or did not start, for the backfill of 003 to tell apart. They stand here
-- because 002 adds no column: whatever becomes of it, these rows keep their conversations.
-- Request n has the id a0020000-…-n, conversation n the id c0020000-…-n. What is to be linked stands beside each call.

-- Requests whose answers hold Task calls.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, conversation_id, total_tokens,
                          tool_call_count, body, response_body, created_at)
SELECT ('a0020000-0000-4000-8000-' || lpad(r.request, 12, '0'))::uuid, 'one.example', r.at::timestamptz, 'POST',
       '/v1/messages', 'model-large', ('c0020000-0000-4000-8000-' || lpad(r.conversation, 12, '0'))::uuid,
       r.request::integer, 1, '{"messages": [{"role": "user", "content": "Hi"}]}',
       jsonb_build_object('role', 'assistant', 'content', r.content::jsonb), r.at::timestamptz
FROM (VALUES
    -- Three in one answer, among other blocks: to 12, 11 and 13.
    ('101', '10', '2026-01-03 10:00:00Z', '[
        {"type": "text", "text": "I ask three others."},
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "one", "description": "1st"}},
        {"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": "two", "description": "2nd"}},
        {"type": "tool_use", "name": "Bash", "id": "t0", "input": {"prompt": "one", "description": "no Task"}},
        {"type": "tool_use", "name": "Task", "id": "t3", "input": {"prompt": "three"}}]'),
    -- One prompt in three calls, two requests of one moment: the first to 23 and 22, the second to 24.
    ('201', '20', '2026-01-03 11:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "same", "description": "1st"}},
        {"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": "same", "description": "2nd"}}]'),
    ('211', '21', '2026-01-03 11:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t3", "input": {"prompt": "same", "description": "3rd"}}]'),
    -- To none: what might match is too late, too early, its own, or says something else.
    ('301', '30', '2026-01-03 12:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "p", "description": "d"}}]'),
    -- Malformed calls among one that is well: to 48 from the last.
    ('401', '40', '2026-01-03 13:00:00Z', '[
        null, 7, "Task", [], {},
        {"type": "tool_use", "name": "Task"},
        {"type": "tool_use", "name": "Task", "id": 5, "input": "no object"},
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": 5}},
        {"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": null, "description": {}}},
        {"type": "text", "name": "Task", "text": "odd"},
        {"type": "tool_use", "name": "Task", "id": "t3", "input": {"prompt": "odd", "description": "d"}}]'),
    -- No arrays, so no calls.
    ('402', '41', '2026-01-03 13:00:00Z', '"Task"'),
    ('403', '42', '2026-01-03 13:00:00Z',
     '{"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "odd", "description": "d"}}'),
    ('404', '43', '2026-01-03 13:00:00Z', 'null'),
    -- A sub-task that has one itself: to 51; request 511 follows below.
    ('501', '50', '2026-01-03 14:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "outer", "description": "d"}}]'),
    -- One id twice: to 62 and 61.
    ('601', '60', '2026-01-03 15:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "x1", "description": "d"}},
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "x2", "description": "d"}}]'),
    -- Outside of any conversation: to 72.
    ('711', NULL, '2026-01-03 16:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "q", "description": "d"}}]'),
    -- Two calls, and one conversation that begins with their prompt: to 81, and the second to none.
    ('801', '80', '2026-01-03 17:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1", "input": {"prompt": "s", "description": "d"}},
        {"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": "s", "description": "d"}}]'),
    -- Text that is easily broken: to 91.
    ('901', '90', '2026-01-03 18:00:00Z', '[
        {"type": "tool_use", "name": "Task", "id": "t1",
         "input": {"prompt": "Räume auf:\n\t\"alles\" 🚀 \\ ''x''", "description": ""}}]')
) AS r(request, conversation, at, content);

-- Requests that say what a Task call asked for, or something like it.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, conversation_id, branch_id, total_tokens,
                          message_count, body, response_body, created_at)
SELECT ('a0020000-0000-4000-8000-' || lpad(r.request, 12, '0'))::uuid, 'also-one.example', r.at::timestamptz, 'POST',
       '/v1/messages', 'model-small', ('c0020000-0000-4000-8000-' || lpad(r.conversation, 12, '0'))::uuid, r.branch,
       r.request::integer, 1, jsonb_build_object('messages', r.messages::jsonb), r.answer::jsonb, r.at::timestamptz
FROM (VALUES
    -- The whole conversation becomes the sub-task, however late and on whatever branch.
    ('111', '11', '2026-01-03 10:00:01Z', 'main', '[{"role": "user", "content": "two"}]', NULL),
    ('112', '11', '2026-01-03 10:00:05Z', 'main', '[{"role": "user", "content": "more"}]', '{"content": []}'),
    ('113', '11', '2026-01-03 19:00:00Z', 'retry', '[{"role": "user", "content": "more"}]', NULL),
    ('121', '12', '2026-01-03 10:00:02Z', 'main',
     '[{"role": "system", "content": "two"},
       {"role": "user", "content": [{"type": "text", "text": "hint"}, {"type": "image"}, {"text": "one"}]}]', NULL),
    ('131', '13', '2026-01-03 10:00:30Z', NULL, '[{"role": "user", "content": "three"}]', NULL),
    -- The earliest first, and of one moment that of the lower id; 25 and 26 are left over.
    ('221', '22', '2026-01-03 11:00:04Z', 'main', '[{"role": "user", "content": "same"}]', NULL),
    ('231', '23', '2026-01-03 11:00:03Z', 'main', '[{"role": "user", "content": "same"}]', NULL),
    ('241', '24', '2026-01-03 11:00:05Z', 'main', '[{"role": "user", "content": "same"}]', NULL),
    ('251', '25', '2026-01-03 11:00:06Z', 'main', '[{"role": "user", "content": "same"}]', NULL),
    ('261', '26', '2026-01-03 11:00:05Z', 'main', '[{"role": "user", "content": "same"}]', NULL),
    -- A microsecond late, at the same moment, before, its own.
    ('311', '31', '2026-01-03 12:00:30.000001Z', 'main', '[{"role": "user", "content": "p"}]', NULL),
    ('321', '32', '2026-01-03 12:00:00Z', 'main', '[{"role": "user", "content": "p"}]', NULL),
    ('331', '33', '2026-01-03 11:59:59Z', 'main', '[{"role": "user", "content": "p"}]', NULL),
    ('302', '30', '2026-01-03 12:00:02Z', 'main', '[{"role": "user", "content": "p"}]', NULL),
    -- Another text, not the first request, not the first message of the user, no conversation.
    ('341', '34', '2026-01-03 12:00:03Z', 'main', '[{"role": "user", "content": "P"}]', NULL),
    ('351', '35', '2026-01-03 12:00:04Z', 'main', '[{"role": "user", "content": "Hi"}]', NULL),
    ('352', '35', '2026-01-03 12:00:05Z', 'main', '[{"role": "user", "content": "p"}]', NULL),
    ('361', '36', '2026-01-03 12:00:06Z', 'main',
     '[{"role": "assistant", "content": "p"}, {"role": "user", "content": "q"}, {"role": "user", "content": "p"}]', NULL),
    ('371', NULL, '2026-01-03 12:00:07Z', 'main', '[{"role": "user", "content": "p"}]', NULL),
    -- Malformed messages, then those that are well.
    ('411', '44', '2026-01-03 13:00:01Z', 'main', '{"role": "user", "content": "odd"}', '"odd"'),
    ('421', '45', '2026-01-03 13:00:02Z', 'main',
     '[1, null, "x", [], {}, {"role": "user", "content": {"text": "odd"}}]', '[]'),
    ('431', '46', '2026-01-03 13:00:03Z', 'main',
     '[{"role": "user", "content": [1, null, {}, "odd", {"text": 5}, {"text": {"text": "odd"}}]}]', '1'),
    ('441', '47', '2026-01-03 13:00:04Z', 'main', 'null', 'null'),
    ('481', '48', '2026-01-03 13:00:05Z', 'main', '[{"role": "user", "content": "odd"}]', '{"content": null}'),
    -- A sub-task that calls for another: to 52.
    ('511', '51', '2026-01-03 14:00:02Z', 'main', '[{"role": "user", "content": "outer"}]',
     '{"content": [{"type": "tool_use", "name": "Task", "id": "t2", "input": {"prompt": "inner", "description": "d"}}]}'),
    ('521', '52', '2026-01-03 14:00:05Z', 'main', '[{"role": "user", "content": "inner"}]', NULL),
    ('611', '61', '2026-01-03 15:00:01Z', 'main', '[{"role": "user", "content": "x2"}]', NULL),
    ('621', '62', '2026-01-03 15:00:02Z', 'main', '[{"role": "user", "content": "x1"}]', NULL),
    ('721', '72', '2026-01-03 16:00:02Z', 'main', '[{"role": "user", "content": "q"}]', NULL),
    -- Two requests of one moment: the lower id is the first of its conversation.
    ('811', '81', '2026-01-03 17:00:01Z', 'main', '[{"role": "user", "content": "s"}]', NULL),
    ('812', '81', '2026-01-03 17:00:01Z', 'main', '[{"role": "user", "content": "Hi"}]', NULL),
    ('821', '82', '2026-01-03 17:00:01Z', 'main', '[{"role": "user", "content": "Hi"}]', NULL),
    ('822', '82', '2026-01-03 17:00:01Z', 'main', '[{"role": "user", "content": "s"}]', NULL),
    ('911', '91', '2026-01-03 18:00:01Z', 'main',
     '[{"role": "user", "content": "Räume auf:\n\t\"alles\" 🚀 \\ ''x''"}]', NULL)
) AS r(request, conversation, at, branch, messages, answer);

-- A body that is null, or no object.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, conversation_id, body, response_body, created_at)
VALUES
    ('a0020000-0000-4000-8000-000000000451', 'ONE.EXAMPLE', '2026-01-03 13:00:06Z', 'POST', '/',
     'c0020000-0000-4000-8000-000000000049', NULL, NULL, '2026-01-03 13:00:06Z'),
    ('a0020000-0000-4000-8000-000000000452', 'ONE.EXAMPLE', '2026-01-03 13:00:06Z', 'POST', '/',
     'c0020000-0000-4000-8000-000000000053', '"odd"', '{"content": 5}', '2026-01-03 13:00:06Z'),
    ('a0020000-0000-4000-8000-000000000453', 'ONE.EXAMPLE', '2026-01-03 13:00:06Z', 'POST', '/',
     'c0020000-0000-4000-8000-000000000054', '[{"messages": [{"role": "user", "content": "odd"}]}]', '[[]]',
     '2026-01-03 13:00:06Z');

INSERT INTO streaming_chunks (id, request_id, chunk_index, timestamp, data, created_at)
VALUES (2001, 'a0020000-0000-4000-8000-000000000911', 0, '2026-01-03 18:00:02Z', 'data: {}', '2026-01-03 18:00:02Z');
