ALTER TABLE depot.sizes DROP COLUMN area;
