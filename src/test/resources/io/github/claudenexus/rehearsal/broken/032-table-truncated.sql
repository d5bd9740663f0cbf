TRUNCATE shop.sessions;
