-- The table as sqlx makes it (sqlx-postgres, migrate.rs); the checksum is that of sha384sum, the second one of the file
-- with the line ends of Windows.
CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) VALUES
    (20240131120000, 'create item', '2024-01-31 12:30:00+00', TRUE,
     '\xdeccf3e8e5f6fc4c2392f80f251dcfde26eb9275753779eb7f58951c613fbb45fd83f0406f03e8bb0158c1ff4a32fa25', 12345678),
    (20240131120001, 'add name', '2024-01-31 12:30:01+00', TRUE,
     '\x5a96d4bb77094f9f167989f50bcdef5d6a3923dc1799fd493d95c41c792ec24a78f20671ffcd14075b286d637e258d71', 2345678);
