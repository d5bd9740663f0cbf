INSERT INTO depot.homes (id, street, city_id) SELECT 5, 'Am Berg', id FROM depot.city WHERE name = 'Ulm';
