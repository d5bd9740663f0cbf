ANALYZE shop.sessions;
