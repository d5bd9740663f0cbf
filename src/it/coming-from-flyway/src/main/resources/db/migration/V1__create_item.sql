CREATE ROLE ${reader};

CREATE TABLE item (
    id bigint PRIMARY KEY,
    name text NOT NULL
);
GRANT SELECT ON ${flyway:defaultSchema}.item TO ${READER};
COMMENT ON TABLE item IS 'made by ${flyway:user} in ${flyway:database}, ${flyway:filename}';
