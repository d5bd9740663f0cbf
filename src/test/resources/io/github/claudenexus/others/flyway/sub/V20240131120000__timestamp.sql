CREATE TABLE ts (id int);
