INSERT INTO depot.homes VALUES (8, 'Kiel', NULL);
