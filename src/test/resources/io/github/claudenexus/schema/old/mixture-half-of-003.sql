-- on: after-000-001-005
-- One column of 003, filled for some rows; a key without its cascade.
ALTER TABLE api_requests ADD COLUMN task_tool_invocation jsonb;
UPDATE api_requests SET task_tool_invocation = '[{"id": "toolu_1", "name": "Task", "prompt": "hello", "note": "mine"}]'
WHERE domain = 'domain1';
ALTER TABLE streaming_chunks DROP CONSTRAINT streaming_chunks_request_id_fkey;
ALTER TABLE streaming_chunks ADD CONSTRAINT streaming_chunks_request_id_fkey
    FOREIGN KEY (request_id) REFERENCES api_requests(request_id);
