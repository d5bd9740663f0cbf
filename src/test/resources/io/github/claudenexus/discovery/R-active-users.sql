-- Users that have not left.
CREATE OR REPLACE VIEW active_users AS
    SELECT id, name FROM users WHERE left_at IS NULL;
