import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

def passed = 'Tests run: 1, Failures: 0, Errors: 0, Skipped: 0'
built.said(
    '+ 001-create-item applied in <time>',
    '+ 002-add-first-items applied in <time>',
    '2 migrations applied in <time>; the database is up to date.',
    passed,
    'Nothing to do: 2 migrations are applied already.',
    passed)

assert built.report('migrate').migrations*.kind == ['sql', 'java']
assert built.report('migrate').migrations*.ranNow == [false, false]
assert built.value('SELECT count(*) FROM item') == '2'
