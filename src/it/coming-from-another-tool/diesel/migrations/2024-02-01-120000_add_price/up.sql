ALTER TABLE item ADD COLUMN price int;
