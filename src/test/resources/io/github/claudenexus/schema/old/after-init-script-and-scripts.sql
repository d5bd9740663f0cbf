-- on: after-init-script
-- An older init script had run before, under the first names of the indexes; then the scripts made them again.
CREATE INDEX idx_api_requests_domain ON api_requests (domain);
CREATE INDEX idx_api_requests_timestamp ON api_requests (timestamp);
CREATE INDEX idx_api_requests_model ON api_requests (model);
CREATE INDEX idx_api_requests_request_type ON api_requests (request_type);
CREATE INDEX idx_requests_current_message_hash ON api_requests (current_message_hash);
CREATE INDEX idx_requests_parent_message_hash ON api_requests (parent_message_hash);
CREATE INDEX idx_api_requests_message_count ON api_requests (message_count);
CREATE INDEX our_own_branches ON api_requests (conversation_id, branch_id);
CREATE INDEX our_own_models ON api_requests (model);
CREATE INDEX unlike ON api_requests (domain) WHERE domain <> '';
