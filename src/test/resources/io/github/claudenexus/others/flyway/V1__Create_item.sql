CREATE TABLE item (id int);
-- café
