CREATE OR REPLACE VIEW cheap_items AS
SELECT id, name FROM item WHERE price < 10;
