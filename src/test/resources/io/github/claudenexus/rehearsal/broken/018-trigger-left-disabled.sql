ALTER TABLE shop.stock DISABLE TRIGGER stock_touch;
UPDATE shop.stock SET shelf = shelf;
