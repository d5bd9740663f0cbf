ANALYZE shop.visits;
