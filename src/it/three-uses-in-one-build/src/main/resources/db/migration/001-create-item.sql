CREATE TABLE IF NOT EXISTS item (
    id bigint PRIMARY KEY,
    name text NOT NULL
);
