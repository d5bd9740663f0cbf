-- migrate:up
ALTER TABLE item ADD COLUMN price int;

-- migrate:down
ALTER TABLE item DROP COLUMN price;
