ALTER TABLE item DROP price;
