ALTER TABLE shop.products ADD COLUMN note text;
