ALTER TABLE shop.gauges ADD COLUMN span integer;
