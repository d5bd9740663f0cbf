DROP INDEX shop.orders_customer;
