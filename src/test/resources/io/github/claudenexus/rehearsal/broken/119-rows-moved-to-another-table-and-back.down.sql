INSERT INTO depot.inbox SELECT * FROM depot.inbox_old;
DROP TABLE depot.inbox_old;
