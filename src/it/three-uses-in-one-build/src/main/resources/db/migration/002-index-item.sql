CREATE INDEX IF NOT EXISTS item_name ON item (name);
