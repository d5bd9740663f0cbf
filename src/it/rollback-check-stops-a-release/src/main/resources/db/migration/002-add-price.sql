ALTER TABLE item ADD COLUMN IF NOT EXISTS price numeric(10, 2);

CREATE INDEX IF NOT EXISTS item_name ON item (name);
