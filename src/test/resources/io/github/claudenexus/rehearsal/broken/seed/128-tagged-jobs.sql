INSERT INTO depot.jobs VALUES (7, 'new', 'a');
