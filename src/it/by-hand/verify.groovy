import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '2 migrations: 2 pending.',
    '+ 001-create-item applied in <time>',
    '1 migration applied in <time>; 1 is pending.',
    '+ 002-add-price applied in <time>',
    '1 migration applied in <time>; the database is up to date.',
    'All 2 migrations are applied.')

assert built.report('migrate').migrations*.ranNow == [false, true]
assert built.report('status').migrations*.state == ['applied', 'applied']
assert built.report('status').databaseSource == 'DATABASE_URL in the environment'
assert built.value("SELECT string_agg(name || ' ' || state, ', ' ORDER BY applied_order) FROM nexus_migrations") ==
    'create-item applied, add-price applied'
