import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)
def lines = built.lines().collect { it.replaceAll(/127\.0\.0\.1:\d+/, 'ADDRESS').replaceAll(/\d{5,}/, 'N') }
final RUNS = 'PostgreSQL runs until nexus:stop, or until Maven ends.'
final STOPPED = 'PostgreSQL has stopped, and its data is deleted.'
final MIGRATED = '1 migration applied in <time>; the database is up to date.'
final OPENS = 'postgresql://postgres@ADDRESS/postgres (from nexus:start)'

def rest = lines
for (line in [
        OPENS, "Its password is in $basedir/target/nexus/integration-test/run-N/data/pgpass".toString(), RUNS,
        OPENS, MIGRATED, 'Tests run: 1, Failures: 0, Errors: 0, Skipped: 0', OPENS, STOPPED, 'BUILD SUCCESS',
        RUNS, MIGRATED, 'Tests run: 1, Failures: 1, Errors: 0, Skipped: 0', STOPPED, 'BUILD FAILURE',
        'No server was stopped.', 'BUILD FAILURE',
        RUNS, MIGRATED, 'The one migration is applied.', 'No server was started.', 'BUILD FAILURE',
        RUNS, MIGRATED]) {
    int index = rest.indexOf(line)
    assert index >= 0 : "No line (any more): $line"
    rest = rest.drop(index + 1)
}
assert lines.any { it.contains('No server was started in this build for server-around-integration-tests.') }
assert lines.any {
    it.contains('A server was started in this build for server-around-integration-tests already: postgresql://postgres@ADDRESS/postgres.')
}

def passwords = ['', 'kills-maven'].collect { new File(basedir, "target/pgpass-$it").text.trim().tokenize(':').last() }
assert passwords.every { it.length() == 32 && !built.log().contains(it) }
assert new File(basedir, 'target/nexus/start.json').text.contains('"outcome": "ok"')

// The database that DATABASE_URL names was left alone.
assert built.value("SELECT to_regclass('item')") == 'null'

def folder = new File(basedir, 'target/nexus/integration-test')
def left = { (folder.list() as List).findAll { it.startsWith('run-') } }
def processes = { ProcessHandle.allProcesses().filter { it.info().commandLine().orElse('').contains("$folder/") }.count() }
long end = System.nanoTime() + 60_000_000_000
while ((left() || processes() > 0) && System.nanoTime() < end) {
    sleep(100)
}
assert left().isEmpty() && processes() == 0
