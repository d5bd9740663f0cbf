COMMENT ON COLUMN shop.orders.total IS 'In euros.';
COMMENT ON TABLE shop.orders IS 'What was bought.';
