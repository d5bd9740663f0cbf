ANALYZE shop.currencies;
