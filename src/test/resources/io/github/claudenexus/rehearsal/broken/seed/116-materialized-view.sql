INSERT INTO depot.homes VALUES (4, 'Jena', NULL);
