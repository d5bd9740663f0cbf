ALTER TABLE shop.suppliers ALTER COLUMN code TYPE text COLLATE "C";
