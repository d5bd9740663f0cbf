import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

def failure = built.report('migrate').failure
assert failure.code == 'nothing-found'
assert built.log().contains(failure.message)
assert built.value("SELECT to_regclass('nexus_migrations')") == 'null'
