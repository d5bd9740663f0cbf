DROP INDEX IF EXISTS shop.customers_name;
