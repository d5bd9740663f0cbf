ANALYZE shop.stock;
