INSERT INTO shop.audit VALUES ('second');
