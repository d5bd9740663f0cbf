DROP INDEX IF EXISTS shop.customers_email;
