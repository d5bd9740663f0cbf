-- Requests as the proxy writes them once it knows accounts. No mapping may change an account id that is there.
INSERT INTO api_requests (request_id, domain, timestamp, method, path, account_id, created_at)
VALUES
    ('a0050000-0000-4000-8000-000000000001', 'one.example', '2026-01-06 10:00:00Z', 'POST', '/v1/messages',
     'account-of-its-own', '2026-01-06 10:00:00Z'),
    ('a0050000-0000-4000-8000-000000000002', 'one.example', '2026-01-06 10:01:00Z', 'POST', '/v1/messages',
     NULL, '2026-01-06 10:01:00Z'),
    ('a0050000-0000-4000-8000-000000000003', 'unmapped.example', '2026-01-06 10:02:00Z', 'POST', '/v1/messages',
     'account-of-its-own', '2026-01-06 10:02:00Z'),
    ('a0050000-0000-4000-8000-000000000004', 'two.example', '2026-01-06 10:03:00Z', 'POST', '/v1/messages',
     '', '2026-01-06 10:03:00Z'),
    ('a0050000-0000-4000-8000-000000000005', 'two.example', '2026-01-06 10:04:00Z', 'POST', '/v1/messages',
     repeat('ä', 255), '2026-01-06 10:04:00Z');
