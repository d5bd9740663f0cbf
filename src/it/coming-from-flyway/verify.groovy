import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    'db/migration/beforeMigrate.sql is a callback of Flyway, which is not run here.',
    '6 migrations: 1 pending, 5 to take over.',
    'Nothing was applied; 1 was not reached: 20240201090000-add-stock.',
    '    Taken over, and not run: 1-create-item, 1.1-add-price, 20240131120000-index-name, R-cheap-items, 1.0.5-hotfix',
    '5 migrations recorded, none was run; 1 is pending.',
    '+ 20240201090000-add-stock applied in <time>',
    '1 migration applied in <time>; the database is up to date.',
    '1.0.5-hotfix stays the last one applied.',
    'The next migrate runs again: R-cheap-items.',
    '+ 20240201090000-add-stock undone in <time>',
    '1 migration undone in <time>; 4 are still applied.')
assert built.log().contains('This database has a history of Flyway, public.flyway_schema_history, and none of nexus: by that one 5 migrations are applied.')
assert built.lines().any { it.matches(/6 migrations rehearsed on PostgreSQL \d+\.\d+: 2 reversible, 1 repeatable, 3 no-down\./) }

assert built.value('SELECT count(*) FROM flyway_schema_history') == '5'
assert built.value("SELECT count(*) FROM nexus_migrations WHERE recorded_by = 'takeOver'") == '4'  // the repeatable one is to run again
assert built.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'item'::regclass AND attname = 'stock'") == '0'
