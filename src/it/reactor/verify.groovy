import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    'Skipped: a module of packaging pom without migrations.',
    '+ 001-create-orders applied in <time>',
    '1 migration applied in <time>; the database is up to date.',
    '+ 001-create-stock applied in <time>',
    '1 migration applied in <time>; the database is up to date.')
assert built.times('Skipped: a module of packaging pom without migrations.') == 2
assert built.times('Nothing to do: 1 migration is applied already.') == 2

['orders', 'stock'].each { module ->
    assert new BuiltProject(new File(basedir, module), server).report('migrate').migrations*.name == ["create-$module"]
    assert built.value("SELECT string_agg(name, ',') FROM ${module}.nexus_migrations") == "create-$module"
}
true
