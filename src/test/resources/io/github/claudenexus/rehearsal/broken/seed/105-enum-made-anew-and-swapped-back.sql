INSERT INTO depot.jobs VALUES (3, 'done'), (4, DEFAULT);
