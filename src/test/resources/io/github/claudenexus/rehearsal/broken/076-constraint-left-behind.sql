ALTER TABLE shop.orders DROP CONSTRAINT IF EXISTS orders_positive;
ALTER TABLE shop.orders ADD CONSTRAINT orders_positive CHECK (total > 0);
