ALTER TABLE shop.prices ALTER COLUMN price TYPE numeric(10, 2);
