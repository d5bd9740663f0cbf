ANALYZE shop.measures;
