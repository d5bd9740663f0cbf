INSERT INTO item (id, name, price) VALUES (1, 'Green tea', 4.50), (2, 'Coffee', NULL);
