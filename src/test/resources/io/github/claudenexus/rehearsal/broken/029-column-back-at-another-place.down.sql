ALTER TABLE shop.products ADD COLUMN size text;
