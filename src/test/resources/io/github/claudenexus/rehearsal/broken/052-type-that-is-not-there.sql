CREATE TABLE IF NOT EXISTS shop.shipments (id integer PRIMARY KEY, route geometry);
