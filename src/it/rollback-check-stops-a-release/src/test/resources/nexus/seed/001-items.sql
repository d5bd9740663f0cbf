INSERT INTO item (id, name) VALUES (1, 'tea'), (2, 'coffee');
