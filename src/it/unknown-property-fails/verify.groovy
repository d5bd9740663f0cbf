import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, databaseUrl)

def failure = built.report('migrate').failure
assert failure.code == 'unknown-property'
assert failure.message == '-Dnexus.dryRum is not known to this version of the plugin.'
assert built.report('migrate').database == null
assert built.value("SELECT to_regclass('item')") == 'null'
