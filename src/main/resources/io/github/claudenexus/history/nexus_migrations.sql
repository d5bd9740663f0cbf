CREATE TABLE nexus_migrations (
    version text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('java', 'sql')),
    checksum text NOT NULL,
    state text NOT NULL CHECK (state IN ('started', 'online', 'applied', 'undoing')),
    applied_at timestamptz NOT NULL DEFAULT now(),
    applied_by text NOT NULL DEFAULT session_user,
    duration_ms bigint NOT NULL,
    plugin_version text NOT NULL,
    progress jsonb NOT NULL DEFAULT '{}',
    already_there text[] NOT NULL DEFAULT '{}',
    recorded_by text NOT NULL DEFAULT 'migrate' CHECK (recorded_by IN ('migrate', 'baseline', 'takeOver')),
    applied_order integer NOT NULL,
    down_checksum text,
    PRIMARY KEY (version, name)
);
COMMENT ON TABLE nexus_migrations IS 'What nexus-maven-plugin has applied to this database, one row a migration';
COMMENT ON COLUMN nexus_migrations.version IS 'As written: 3 and 003 are one version; R of a repeatable migration';
COMMENT ON COLUMN nexus_migrations.checksum IS 'algorithm:hash of the migration as it was when it was applied';
COMMENT ON COLUMN nexus_migrations.state IS
    'started: not transactional, began; online: up has committed, the online part has not ended; applied: has ended;
 undoing: its down, not transactional, has begun';
COMMENT ON COLUMN nexus_migrations.progress IS 'How far the steps of the online part have got';
COMMENT ON COLUMN nexus_migrations.already_there IS
    'What up found already there; undoing the migration on this database is refused';
COMMENT ON COLUMN nexus_migrations.recorded_by IS
    'migrate: it was applied; baseline, takeOver: it was there, and only recorded';
COMMENT ON COLUMN nexus_migrations.applied_order IS 'The order of application; out of order where a later version has a lower one';
COMMENT ON COLUMN nexus_migrations.down_checksum IS
    'algorithm:hash of the down file as it was when it was applied; null where there was none, or nobody knows';
