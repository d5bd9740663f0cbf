DROP TABLE shop.shipments;
