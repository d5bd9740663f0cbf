-- on: oldest-shape-with-rows
ALTER TABLE streaming_chunks DROP CONSTRAINT streaming_chunks_request_id_fkey;
ALTER TABLE streaming_chunks DROP CONSTRAINT streaming_chunks_request_id_chunk_index_key;
ALTER TABLE streaming_chunks ADD COLUMN created_at timestamptz;
