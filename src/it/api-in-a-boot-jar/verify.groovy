import io.github.claudenexus.testing.BuiltProject
import java.util.jar.JarFile

def built = new BuiltProject(basedir, server)

built.said(
    '+ 001-create-item applied in <time>',
    '+ 002-add-first-item applied in <time>',
    'Nothing to do: 2 migrations are applied already.',
    'Nothing to do: 2 migrations are applied already.')

def entries = { File file -> new JarFile(file).withCloseable { jar -> jar.entries().collect { it } } }
def libraries = { String kind ->
    entries(new File(basedir, "target/shop-1-${kind}.jar"))*.name
        .findAll { it.startsWith('BOOT-INF/lib/') && it.endsWith('.jar') }
        .collect { it - 'BOOT-INF/lib/' }
}
def version = built.report('migrate').pluginVersion
def api = "nexus-maven-plugin-${version}-api.jar".toString()
assert libraries('exec') - libraries('bare') == [api]
// None of the plugin's own libraries; the driver is the application's.
assert libraries('bare').every { it ==~ /(spring-|micrometer-|slf4j-|log|jul-|jakarta|snakeyaml-|HikariCP-|postgresql-|checker-qual-).*/ }

def started = { String kind, String database ->
    def url = new URI(built.databaseUrl())
    def (user, password) = (url.userInfo + ':').split(':', -1)
    def program = new ProcessBuilder(
        new File(System.getProperty('java.home'), 'bin/java').path, '-XX:TieredStopAtLevel=1', '-jar',
        new File(basedir, "target/shop-1-${kind}.jar").path)
    program.environment().put(
        'DATABASE_URL', "jdbc:postgresql://${url.authority.split('@')[1]}/${database}?user=${user}&password=${password}".toString())
    program.redirectErrorStream(true).start().text
}
assert started('exec', 'api_in_a_boot_jar').contains('The shop is open: com.example.shop')
assert started('bare', 'api_in_a_boot_jar').contains('The shop is open: com.example.shop')
assert started('exec', 'postgres').contains('relation "nexus_migrations" does not exist')

// What was installed with it, where Maven, an IDE and a repository of releases look for it.
def installed = new File(basedir, "../../it-repository/io/github/claudenexus/nexus-maven-plugin/${version}")
def jar = { String classifier -> entries(new File(installed, "nexus-maven-plugin-${version}-${classifier}.jar")) }
def files = { String classifier -> jar(classifier).findAll { !it.directory }*.name }
def home = 'io/github/claudenexus/migration/'
def classes = files('api') - 'META-INF/MANIFEST.MF'
assert classes.contains(home + 'Migration.class')
assert classes.every { it ==~ /${home}[\w$-]+\.class/ }
assert files('sources').containsAll(
    classes.findAll { !it.contains('$') }.collect { it - '.class' + '.java' })
assert files('javadoc').contains(home + 'Database.html')
assert files('javadoc').findAll { it ==~ /io\/github\/claudenexus\/.*\.html/ }.every { it.startsWith(home) }
// The same build makes the same bytes: no entry has a time of its own.
['api', 'sources', 'javadoc'].each { assert jar(it)*.timeLocal.unique().size() == 1 }
true
