-- // Prices
ALTER TABLE item ADD COLUMN price int;

-- //@UNDO
ALTER TABLE item DROP COLUMN price;
