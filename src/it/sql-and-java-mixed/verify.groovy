import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '+ 001-create-item applied in <time>',
    '+ 002-add-first-item applied in <time>',
    '+ 003-index-item-name applied in <time>',
    '+ 004-add-second-item applied in <time>',
    '4 migrations applied in <time>; the database is up to date.')

assert built.report('migrate').migrations*.kind == ['sql', 'java', 'sql', 'java']
assert built.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'idx_item_name'::regclass") == 't'
assert built.value('SELECT count(*) FROM item') == '2'
