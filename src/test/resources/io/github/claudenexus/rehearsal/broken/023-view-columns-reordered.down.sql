DROP VIEW shop.addresses;
CREATE VIEW shop.addresses AS SELECT id, email, name FROM shop.customers;
