import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, databaseUrl)

built.said(
    '1 migration applied in <time>; the database is up to date.',
    'Nothing to do: 1 migration is applied already.')
assert built.report('migrate').databaseSource.contains('POM')
assert new File(basedir, 'target/nexus/server/data/PG_VERSION').exists()
assert built.value("SELECT to_regclass('item')") == 'null'
