INSERT INTO shop.notices VALUES (1, 'one');
INSERT INTO shop.notices VALUES (2, NULL);
