import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '+ 001-create-item applied in <time>',
    'The one migration is applied.')

assert built.report('migrate').outcome == 'ok'
assert built.report('status').failure.code == 'file'
assert built.report('status').failure.message.startsWith("The project's test class path cannot be resolved: ")
assert built.report('status').failure.message.contains('com.example:nowhere:jar:1')
assert built.value('SELECT count(*) FROM nexus_migrations') == '1'
