DROP INDEX shop.shipments_id;
