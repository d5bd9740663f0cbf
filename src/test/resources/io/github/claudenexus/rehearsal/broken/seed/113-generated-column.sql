INSERT INTO depot.sizes VALUES (6, 7);
