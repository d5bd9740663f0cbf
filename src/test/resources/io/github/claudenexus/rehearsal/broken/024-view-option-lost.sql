CREATE OR REPLACE VIEW shop.names AS SELECT name FROM shop.customers WHERE email IS NOT NULL;
