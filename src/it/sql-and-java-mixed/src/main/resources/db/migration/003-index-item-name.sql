-- nexus: transactional=false
-- The name is looked up on every page.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_item_name ON item (name);
