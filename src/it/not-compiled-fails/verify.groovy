import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, databaseUrl)

def source = new File(basedir, 'src/main/java/com/example/shop/M001_CreateItem.java').canonicalPath
def compiled = new File(basedir, 'target/classes/com/example/shop/M001_CreateItem.class').canonicalPath
def failure = built.report('migrate').failure
assert failure.code == 'not-built'
assert failure.message == "$source is newer than $compiled."
assert failure.hint == 'Run mvn process-classes (after mvn clean, if that alone changes nothing).'
assert built.report('migrate').database == null
assert built.value("SELECT to_regclass('item')") == 'null'
