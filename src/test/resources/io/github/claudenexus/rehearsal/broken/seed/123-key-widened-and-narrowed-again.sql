INSERT INTO depot.inbox VALUES (6, 'wide', false);
