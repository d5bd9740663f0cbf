CREATE TABLE IF NOT EXISTS shop.notices (id integer PRIMARY KEY, text text NOT NULL);
