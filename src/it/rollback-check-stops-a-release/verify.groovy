import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '+ 001-create-item reversible <time>',
    'x 002-add-price leaves-trace <time>',
    '    Down leaves behind the index public.item_name.',
    '    fix: Take it away in down: DROP INDEX public.item_name.',
    '1 of 2 migrations does not pass: 002-add-price leaves-trace.',
    'BUILD FAILURE',
    'More: mvn nexus:help -Dtopic=verdict',
    'BUILD SUCCESS',
    'BUILD FAILURE',
    '+ 001-create-item applied in <time>',
    'BUILD SUCCESS',
    'x 002-add-price leaves-trace <time>',
    'BUILD FAILURE')
// As seen from the root of the repository that the project is in.
assert built.lines().any { it.endsWith('src/main/resources/db/migration/002-add-price.down.sql') }
assert built.log().contains(
    'The evidence does not cover what would be applied: the migrations did not pass the gate as it is by default.')

def report = built.report('rollback-check')
assert report.outcome == 'failed'
assert report.failure.code == 'verdict'
assert report.migrations*.number == ['002']
assert report.unjudged*.number == ['001']
assert report.migrations[0].verdict == 'leaves-trace'
assert report.migrations[0].findings*.object == ['index public.item_name']

def sarif = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/nexus/rollback-check.sarif'))
def places = sarif.runs[0].results*.locations*.physicalLocation*.artifactLocation*.uri.flatten()
def root = URI.create(sarif.runs[0].originalUriBaseIds['%SRCROOT%'].uri)
def down = new File(basedir, 'src/main/resources/db/migration/002-add-price.down.sql').canonicalFile
assert places.any { new File(root.resolve(it)).canonicalFile == down }

def left = new File(basedir, 'target/nexus/rehearsal').list().toList().sort()
assert left == ['binaries', 'server.lock']
true
