import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '+ 001-create-item reversible <time>',
    '+ 002-add-price reversible <time>',
    'BUILD SUCCESS',
    '+ 002-add-price applied in <time>',
    '2 migrations applied in <time>; the database is up to date.',
    'BUILD SUCCESS',
    'To be undone, in this order:',
    '  002-add-price',
    '001-create-item stays the last one applied.',
    '+ 002-add-price undone in <time>',
    '1 migration undone in <time>; 1 is still applied.',
    'BUILD SUCCESS')
def report = built.report('rollback-check')
assert report.outcome == 'ok'
assert report.database == null
assert report.evidence.passed
assert report.evidence.migrations*.name == ['001-create-item', '002-add-price']
assert built.report('rollback').plan == [[number: '002', name: 'add-price', undone: true]]
assert built.value('SELECT version FROM nexus_migrations') == '001'
assert built.value('SELECT version FROM nexus_rollbacks') == '002'
