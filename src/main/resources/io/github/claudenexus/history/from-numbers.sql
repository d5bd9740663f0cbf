ALTER TABLE nexus_migrations
    ADD COLUMN recorded_by text NOT NULL DEFAULT 'migrate'
        CHECK (recorded_by IN ('migrate', 'baseline', 'takeOver')),
    ADD COLUMN applied_order integer,
    ADD COLUMN down_checksum text,
    DROP CONSTRAINT nexus_migrations_state_check,
    ADD CHECK (state IN ('started', 'online', 'applied', 'undoing')),
    DROP CONSTRAINT nexus_migrations_pkey;
UPDATE nexus_migrations AS h
   SET applied_order = (SELECT count(*) FROM nexus_migrations AS before WHERE before.number <= h.number);
ALTER TABLE nexus_migrations
    ALTER COLUMN number TYPE text USING lpad(number::text, greatest(3, length(number::text)), '0'),
    ALTER COLUMN applied_order SET NOT NULL;
ALTER TABLE nexus_migrations RENAME COLUMN number TO version;
ALTER TABLE nexus_migrations ADD PRIMARY KEY (version, name);
COMMENT ON COLUMN nexus_migrations.version IS 'As written: 3 and 003 are one version; R of a repeatable migration';
COMMENT ON COLUMN nexus_migrations.recorded_by IS
    'migrate: it was applied; baseline, takeOver: it was there, and only recorded';
COMMENT ON COLUMN nexus_migrations.applied_order IS 'The order of application; out of order where a later version has a lower one';
COMMENT ON COLUMN nexus_migrations.state IS
    'started: not transactional, began; online: up has committed, the online part has not ended; applied: has ended;
 undoing: its down, not transactional, has begun';
COMMENT ON COLUMN nexus_migrations.down_checksum IS
    'algorithm:hash of the down file as it was when it was applied; null where there was none, or nobody knows';
