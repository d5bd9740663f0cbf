ALTER TABLE item
    DROP COLUMN price;
