CREATE INDEX IF NOT EXISTS orders_total ON shop.orders (total);
CREATE INDEX IF NOT EXISTS orders_customer ON shop.orders (customer);
