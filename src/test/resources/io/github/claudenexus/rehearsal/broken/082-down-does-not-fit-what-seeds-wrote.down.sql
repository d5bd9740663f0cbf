ALTER TABLE shop.customers ALTER COLUMN name SET NOT NULL;
ALTER TABLE shop.currencies DROP COLUMN rate;
