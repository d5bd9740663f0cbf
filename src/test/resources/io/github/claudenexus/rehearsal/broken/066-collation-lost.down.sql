ALTER TABLE shop.suppliers ALTER COLUMN code TYPE varchar(40);
