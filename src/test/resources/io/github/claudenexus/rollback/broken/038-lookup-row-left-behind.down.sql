ANALYZE shop.countries;
