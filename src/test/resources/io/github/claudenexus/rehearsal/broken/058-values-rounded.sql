ALTER TABLE shop.prices ALTER COLUMN price TYPE integer;
