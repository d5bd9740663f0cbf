ALTER TABLE shop.parcels ADD CONSTRAINT parcels_label UNIQUE (label);
