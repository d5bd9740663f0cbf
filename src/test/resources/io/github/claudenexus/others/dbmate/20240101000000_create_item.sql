-- migrate:up
CREATE TABLE item (id int);

-- migrate:down
DROP TABLE item;
