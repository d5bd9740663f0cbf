INSERT INTO shop.members VALUES (3, 'highest'), (4, 'low');
