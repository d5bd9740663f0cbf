-- on: after-init-script
-- Beside the right key, older ones that refuse to let a request go; and one that says more than is wanted.
ALTER TABLE streaming_chunks ADD CONSTRAINT "old Key" FOREIGN KEY (request_id) REFERENCES api_requests(request_id);
ALTER TABLE streaming_chunks ADD CONSTRAINT deferred_key
    FOREIGN KEY (request_id) REFERENCES api_requests(request_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE api_requests DROP CONSTRAINT api_requests_parent_task_request_id_fkey;
ALTER TABLE api_requests ADD CONSTRAINT api_requests_parent_task_request_id_fkey
    FOREIGN KEY (parent_task_request_id) REFERENCES api_requests(request_id) ON DELETE SET NULL;
