-- migrate:up
CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL);

-- migrate:down
DROP TABLE item;
