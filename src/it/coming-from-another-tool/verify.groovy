import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    // MyBatis Migrations
    '3 migrations: 1 pending, 2 to take over.',
    'Nothing was applied; 1 was not reached: 20261128090134-add-price.',
    '    Taken over, and not run: 20261128090132-create-changelog, 20261128090133-first-migration',
    '2 migrations recorded, none was run; 1 is pending.',
    '+ 20261128090134-add-price applied in <time>',
    '1 migration applied in <time>; the database is up to date.',
    '1 migration undone in <time>; 2 are still applied.',
    // dbmate
    '3 migrations: 1 pending, 2 to take over.',
    '2 migrations recorded, none was run; 1 is pending.',
    '+ 20240103000000-add-price applied in <time>',
    '1 migration undone in <time>; 2 are still applied.',
    // golang-migrate
    '2 migrations recorded, none was run; 2 are pending.',
    '2 migrations applied in <time>; the database is up to date.',
    '3 migrations undone in <time>; 1 is still applied.',
    // Diesel
    '2 migrations recorded, none was run; 1 is pending.',
    '+ 20240201120000-add-price applied in <time>',
    '2 migrations undone in <time>; 1 is still applied.')
assert built.log().contains('This database has a history of MyBatis Migrations, public.changelog, and none of nexus: by that one 2 migrations are applied.')

assert built.lines().any { it.matches(/1 migration rehearsed on PostgreSQL \d+\.\d+: reversible\./) }

def tables = [mybatis: 'changelog', dbmate: 'schema_migrations', 'golang-migrate': 'schema_migrations', diesel: '__diesel_schema_migrations']
def rows = [mybatis: '2', dbmate: '2', 'golang-migrate': '1', diesel: '2']
tables.each { tool, table ->
    def database = new BuiltProject(basedir, server, '_' + tool.replace('-', '_'))
    assert database.value("SELECT count(*) FROM $table") == rows[tool]
    assert database.value("SELECT count(*) FROM nexus_migrations WHERE recorded_by = 'takeOver'") == (tool in ['golang-migrate', 'diesel'] ? '1' : '2')
}
true
