ANALYZE shop.customers;
