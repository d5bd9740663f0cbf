-- nexus: transactional=false
CREATE TABLE IF NOT EXISTS shop.half (id integer PRIMARY KEY);
INSERT INTO shop.half VALUES (1), (1);
