INSERT INTO depot.codes VALUES (9, 900);
