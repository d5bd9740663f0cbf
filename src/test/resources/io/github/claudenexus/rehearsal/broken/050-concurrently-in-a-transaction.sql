CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_both ON shop.orders (customer, total);
