ALTER TABLE shop.currencies ADD COLUMN IF NOT EXISTS rate numeric;
ALTER TABLE shop.customers ALTER COLUMN name DROP NOT NULL;
