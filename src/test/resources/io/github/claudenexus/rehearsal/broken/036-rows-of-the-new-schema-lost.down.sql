DELETE FROM shop.letters WHERE id NOT IN (SELECT id FROM shop.letters_v2);
DROP TABLE shop.letters_v2;
