ALTER TABLE shop.parcels ADD CONSTRAINT parcels_order FOREIGN KEY (order_id) REFERENCES shop.orders;
