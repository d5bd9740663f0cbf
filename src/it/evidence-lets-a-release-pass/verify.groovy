import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '+ 001-create-item reversible <time>',
    '+ 002-add-price reversible <time>',
    'BUILD SUCCESS',
    '+ 002-add-price applied in <time>',
    '2 migrations applied in <time>; the database is up to date.',
    'BUILD SUCCESS')
def report = built.report('rollback-check')
assert report.outcome == 'ok'
assert report.database == null
assert report.evidence.passed
assert report.evidence.migrations*.name == ['001-create-item', '002-add-price']
true
