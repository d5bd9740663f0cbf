import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

assert built.report('rollback-check').outcome == 'ok'
assert built.report('rollback-check').migrations.last().verdict == 'reversible'
assert built.report('rollback-check').migrations*.name == ['create-item', 'add-price', 'add-item-slug']
assert built.report('migrate').migrations*.state == ['applied'] * 3
assert built.value("SELECT indisvalid AND indisunique FROM pg_index WHERE indexrelid = 'item_by_slug'::regclass") == 't'
