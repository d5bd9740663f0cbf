ALTER TABLE shop.parcels ADD CONSTRAINT parcels_weight CHECK (weight > 0) NOT VALID;
