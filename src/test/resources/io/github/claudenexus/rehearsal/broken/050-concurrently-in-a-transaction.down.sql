DROP INDEX shop.orders_both;
