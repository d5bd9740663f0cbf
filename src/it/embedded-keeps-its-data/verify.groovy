import io.github.claudenexus.testing.BuiltProject

final WARNING = "The plugin's own PostgreSQL ends with this goal: what runs later in this build, integration tests above all," +
    ' does not see it. Start one that stays, with nexus:start, or name one in DATABASE_URL.'
def built = new BuiltProject(basedir, server)

built.said(
    '1 migration applied in <time>; the database is up to date.',
    'Nothing to do: 1 migration is applied already.',
    WARNING)
assert built.times(WARNING) == 1
assert built.report('migrate').databaseSource.contains('POM')
assert new File(basedir, 'target/nexus/server/data/PG_VERSION').exists()
assert built.value("SELECT to_regclass('item')") == 'null'
