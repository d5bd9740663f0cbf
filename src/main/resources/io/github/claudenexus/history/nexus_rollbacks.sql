CREATE TABLE nexus_rollbacks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL,
    applied_by text NOT NULL,
    undone_at timestamptz NOT NULL DEFAULT now(),
    undone_by text NOT NULL DEFAULT session_user,
    down_checksum text,
    duration_ms bigint NOT NULL,
    plugin_version text NOT NULL
);
COMMENT ON TABLE nexus_rollbacks IS
    'What nexus-maven-plugin has undone on this database, one row each time';
COMMENT ON COLUMN nexus_rollbacks.checksum IS 'algorithm:hash of the migration as it was when it was applied';
COMMENT ON COLUMN nexus_rollbacks.down_checksum IS
    'algorithm:hash of the down file that was run; null where the down is part of a class';
