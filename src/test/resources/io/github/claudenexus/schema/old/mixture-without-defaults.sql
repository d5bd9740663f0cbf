-- on: after-init-script
ALTER TABLE api_requests
    ALTER COLUMN is_subtask DROP DEFAULT,
    ALTER COLUMN branch_id DROP DEFAULT,
    ALTER COLUMN input_tokens DROP DEFAULT,
    ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE api_requests DROP CONSTRAINT api_requests_parent_task_request_id_fkey;
UPDATE api_requests SET is_subtask = NULL WHERE domain = 'domain1';
