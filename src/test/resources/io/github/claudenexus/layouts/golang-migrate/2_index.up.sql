CREATE INDEX CONCURRENTLY IF NOT EXISTS item_name_id ON item (name, id);
