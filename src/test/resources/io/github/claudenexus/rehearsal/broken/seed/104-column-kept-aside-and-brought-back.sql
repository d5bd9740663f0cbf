INSERT INTO depot.notes VALUES (4, 'Cleo');
