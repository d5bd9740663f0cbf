CREATE INDEX IF NOT EXISTS shipments_id ON shop.shipments (id);
