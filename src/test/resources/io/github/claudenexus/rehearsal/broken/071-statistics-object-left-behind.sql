CREATE STATISTICS IF NOT EXISTS shop.orders_statistics ON customer, total FROM shop.orders;
