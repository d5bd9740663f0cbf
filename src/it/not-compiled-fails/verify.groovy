import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

def source = new File(basedir, 'src/main/java/com/example/shop/M001_CreateItem.java').canonicalPath
def compiled = new File(basedir, 'target/classes/com/example/shop/M001_CreateItem.class').canonicalPath
def failure = built.report('migrate').failure
assert failure.code == 'not-built'
assert failure.message == "$source is newer than $compiled."
assert failure.hint == 'Run mvn process-classes (after mvn clean, if that alone changes nothing). If target/ is what is to be run, set nexus.checkSources=false.'
assert built.report('migrate').database == null

def trusted = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/trusted/migrate.json'))
assert trusted.outcome == 'ok'
assert built.value("SELECT to_regclass('item')") == 'item'
