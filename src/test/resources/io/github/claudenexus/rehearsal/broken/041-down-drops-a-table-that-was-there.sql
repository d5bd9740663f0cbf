CREATE TABLE IF NOT EXISTS shop.archive (id integer PRIMARY KEY, text text);
