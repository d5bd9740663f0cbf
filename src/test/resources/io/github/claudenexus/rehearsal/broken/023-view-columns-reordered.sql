DROP VIEW IF EXISTS shop.addresses;
CREATE VIEW shop.addresses AS SELECT id, name, email, length(name) AS letters FROM shop.customers;
