-- The history table as versions before this one made it, with a number in the place of the version and no order of
-- application.
CREATE TABLE nexus_migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('java', 'sql')),
    checksum text NOT NULL,
    state text NOT NULL CHECK (state IN ('started', 'online', 'applied')),
    applied_at timestamptz NOT NULL DEFAULT now(),
    applied_by text NOT NULL DEFAULT session_user,
    duration_ms bigint NOT NULL,
    plugin_version text NOT NULL,
    progress jsonb NOT NULL DEFAULT '{}',
    already_there text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE nexus_migrations IS 'What nexus-maven-plugin has applied to this database, one row a migration';
COMMENT ON COLUMN nexus_migrations.checksum IS 'algorithm:hash of the migration as it was when it was applied';
COMMENT ON COLUMN nexus_migrations.state IS
    'started: not transactional, began; online: up has committed, the online part has not ended; applied: has ended';
COMMENT ON COLUMN nexus_migrations.progress IS 'How far the steps of the online part have got';
COMMENT ON COLUMN nexus_migrations.already_there IS
    'What up found already there; undoing the migration on this database is refused';
