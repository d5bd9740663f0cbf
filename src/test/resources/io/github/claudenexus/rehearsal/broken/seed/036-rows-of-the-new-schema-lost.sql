INSERT INTO shop.letters VALUES (3, 'Dear Cleo');
