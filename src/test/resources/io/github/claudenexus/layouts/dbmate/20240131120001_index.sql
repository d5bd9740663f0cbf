-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY IF NOT EXISTS item_name ON item (name);

-- migrate:down
DROP INDEX item_nam;
