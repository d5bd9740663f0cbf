ALTER TABLE item
    ADD COLUMN price numeric(12, 2);
