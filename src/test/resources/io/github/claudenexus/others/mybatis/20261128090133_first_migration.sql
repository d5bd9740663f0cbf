-- // First things
CREATE TABLE item (id int);

-- //@UNDO
DROP TABLE item;
