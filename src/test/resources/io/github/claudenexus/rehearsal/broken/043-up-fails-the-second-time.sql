CREATE TABLE shop.wishes (id integer PRIMARY KEY);
