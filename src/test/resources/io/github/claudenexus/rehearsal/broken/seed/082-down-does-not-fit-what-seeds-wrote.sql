INSERT INTO shop.customers VALUES (3, NULL, NULL);
