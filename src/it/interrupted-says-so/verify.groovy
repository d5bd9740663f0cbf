import io.github.claudenexus.testing.BuiltProject
import java.util.concurrent.TimeUnit

final ASLEEP = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
def built = new BuiltProject(basedir, server)
def reports = new File(basedir, 'target/nexus')

for (signal in ['INT', 'TERM']) {
    built.execute('DROP TABLE IF EXISTS item, nexus_migrations')
    new File(reports, 'migrate.json').text = '{"outcome": "ok"}'
    // A shell starts what is to run in the background with SIGINT ignored.
    def command = ['env', '--default-signal=INT', System.getProperty('maven.home') + '/bin/mvn', '-B', '-o',
        "-Dmaven.repo.local=$localRepositoryPath", '-Daether.enhancedLocalRepository.trackingFilename=none', 'nexus:migrate']
    def builder = new ProcessBuilder(command.collect { it.toString() })
        .directory(basedir).redirectErrorStream(true).redirectOutput(new File(basedir, "$signal-build.log"))
    builder.environment().put('DATABASE_URL', built.databaseUrl())
    builder.environment().put('MAVEN_OPTS', '-Dstdout.encoding=US-ASCII -XX:TieredStopAtLevel=1 -XX:+UseSerialGC')
    def run = builder.start()

    def end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3)
    while (built.value(ASLEEP) == '0') {
        assert run.alive && System.nanoTime() < end : new File(basedir, "$signal-build.log").text
        sleep(100)
    }
    assert !new File(reports, 'migrate.json').exists()
    assert new ProcessBuilder('kill', "-$signal".toString(), run.pid().toString()).start().waitFor() == 0
    assert run.waitFor(1, TimeUnit.MINUTES)
    while (built.value(ASLEEP) != '0') {
        assert System.nanoTime() < end : 'the session of the ended run does not end'
        sleep(100)
    }

    def said = 'Stopped. 001-add-slug has done 70,000 rows; nexus:migrate continues there.'
    // Jansi ends its colours before that line, at the end of the process.
    assert new File(basedir, "$signal-build.log").readLines().any { it.endsWith('[WARNING] ' + said) }
    def report = built.report('migrate')
    assert report.outcome == 'interrupted'
    assert report.summary == said
    assert report.failure.code == 'interrupted'
    assert report.database.startsWith('postgresql://')
}
true
