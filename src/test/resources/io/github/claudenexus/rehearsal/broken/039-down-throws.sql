CREATE TABLE IF NOT EXISTS shop.returns (id integer PRIMARY KEY);
