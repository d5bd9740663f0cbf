import groovy.xml.XmlSlurper
import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '2 migrations applied in <time>; the database is up to date.',
    'All 2 migrations are applied.',
    '+ 001-create-item reversible <time>',
    'x 002-index-item leaves-trace <time>',
    '1 of 2 migrations does not pass: 002-index-item leaves-trace.',
    'BUILD FAILURE',
    'Nothing to do: 2 migrations are applied already.',
    'Nothing was rehearsed, so this run proves nothing. nexus.judge=all judges every migration.',
    'No migration was judged: the target has all 2 migrations already.',
    'BUILD SUCCESS')

def report = built.report('rollback-check')
assert report.outcome == 'skipped'
assert report.migrations == []
assert report.unjudged*.number == ['001', '002']
assert report.rehearsedOn == null
def junit = new XmlSlurper().parse(new File(basedir, 'target/nexus/TEST-nexus-rollback-check.xml'))
assert junit.@tests == 1 && junit.@skipped == 1
true
