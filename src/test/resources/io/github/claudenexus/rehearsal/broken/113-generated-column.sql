ALTER TABLE depot.sizes ADD COLUMN IF NOT EXISTS area integer GENERATED ALWAYS AS (width * height) STORED;
