import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

assert !new File(basedir, 'pom.xml').exists()

built.said(
    '+ 000-init-database applied in <time>',
    '+ 005-populate-account-ids applied in <time>',
    '6 migrations applied in <time>; the database is up to date.',
    'All 6 migrations are applied.')

assert built.report('status').migrations*.number == ['000', '001', '002', '003', '004', '005']
assert built.report('status').migrations*.state.unique() == ['applied']
