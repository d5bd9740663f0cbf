DELETE FROM shop.visits WHERE at < '2024-01-08';
