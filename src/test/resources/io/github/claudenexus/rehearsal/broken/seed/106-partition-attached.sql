INSERT INTO depot.events VALUES ('2023-06-06', 'closed');
