ANALYZE shop.people;
