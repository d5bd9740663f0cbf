INSERT INTO depot.inbox VALUES (4, 'new', false);
INSERT INTO depot.inbox_old VALUES (5, 'late', true);
