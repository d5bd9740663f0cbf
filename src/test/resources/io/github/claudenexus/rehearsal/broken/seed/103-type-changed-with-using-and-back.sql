INSERT INTO depot.figures VALUES (3, '300');
