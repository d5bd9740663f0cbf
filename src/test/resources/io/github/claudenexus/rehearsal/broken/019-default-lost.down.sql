ALTER TABLE shop.suppliers ALTER COLUMN since TYPE date;
