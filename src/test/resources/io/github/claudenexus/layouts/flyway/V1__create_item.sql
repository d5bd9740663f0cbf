CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL);
CREATE ROLE ${reader};
GRANT SELECT ON ${flyway:defaultSchema}.item TO ${reader}, ${flyway:user};
