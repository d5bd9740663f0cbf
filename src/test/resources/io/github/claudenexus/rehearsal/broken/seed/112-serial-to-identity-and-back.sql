INSERT INTO depot.counters (name) VALUES ('three');
