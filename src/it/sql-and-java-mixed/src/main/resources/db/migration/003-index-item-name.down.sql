-- nexus: transactional=false
DROP INDEX CONCURRENTLY IF EXISTS idx_item_name;
