import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    'db/migration/beforeMigrate.sql is a callback of Flyway, which is not run here.',
    '6 migrations: 2 pending, 4 to take over.',
    'Nothing was applied; 2 were not reached: 20240201090000-add-stock, R-cheap-items.',
    '    Taken over, and not run: 1-create-item, 1.1-add-price, 20240131120000-index-name, 1.0.5-hotfix',
    '4 migrations recorded, none was run; 2 are pending.',
    '+ 20240201090000-add-stock applied in <time>',
    '+ R-cheap-items applied in <time>',
    '2 migrations applied in <time>; the database is up to date.',
    '1.0.5-hotfix stays the last one applied.',
    '+ 20240201090000-add-stock undone in <time>',
    '1 migration undone in <time>; 4 are still applied.')
assert built.log().contains('This database has a history of Flyway, public.flyway_schema_history, and none of nexus: by that one 4 migrations are applied.')

assert built.value('SELECT count(*) FROM flyway_schema_history') == '5'
assert built.value("SELECT count(*) FROM nexus_migrations WHERE recorded_by = 'takeOver'") == '4'
assert built.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'item'::regclass AND attname = 'stock'") == '0'
