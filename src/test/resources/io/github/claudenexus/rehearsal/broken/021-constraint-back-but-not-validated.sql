ALTER TABLE shop.parcels DROP CONSTRAINT IF EXISTS parcels_weight;
