BEGIN;

CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL);
CREATE INDEX ON item (name);

COMMIT;
