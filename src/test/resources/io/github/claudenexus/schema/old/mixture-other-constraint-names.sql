-- on: after-init-script
ALTER TABLE streaming_chunks RENAME CONSTRAINT streaming_chunks_request_id_fkey TO fk_chunks_request;
ALTER TABLE streaming_chunks RENAME CONSTRAINT streaming_chunks_request_id_chunk_index_key TO unique_chunk;
ALTER TABLE api_requests RENAME CONSTRAINT api_requests_parent_task_request_id_fkey TO fk_parent_task;
