-- on: after-init-script
-- Chunks outlived their requests while the key was missing.
ALTER TABLE streaming_chunks DROP CONSTRAINT streaming_chunks_request_id_fkey;
INSERT INTO streaming_chunks (request_id, chunk_index, timestamp, data)
VALUES ('00000000-0000-0000-0000-00000000dead', 0, now(), 'orphan');
