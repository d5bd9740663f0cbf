-- Conversations whose requests window functions have to order, and domains for 005 to map. Request n has the id
-- a0040000-…-n, conversation n the id c0040000-…-n. Within a conversation two requests share each moment, and
-- is_subtask takes each of its three values.

INSERT INTO api_requests (request_id, domain, timestamp, method, path, model, total_tokens, conversation_id, is_subtask,
                          created_at)
SELECT ('a0040000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       (ARRAY['one.example', 'also-one.example', 'two.example', 'port.example:8443', 'unmapped.example', 'ONE.EXAMPLE', ''])
           [1 + n % 7],
       '2026-01-05 10:00:00Z'::timestamptz + n / 2 * interval '1 second', 'POST', '/v1/messages', 'model-large', n,
       CASE WHEN n % 10 > 0 THEN ('c0040000-0000-4000-8000-' || lpad((n / 10)::text, 12, '0'))::uuid END,
       (ARRAY[true, false, NULL])[1 + n % 3],
       '2026-01-05 10:00:00Z'
FROM generate_series(1, 35) AS n;
