import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(new File(basedir, 'service'), server)

assert built.report('migrate').migrations*.name == ['create-item', 'add-first-item']
assert built.report('migrate').migrations*.origin ==
    ['com/example/shop/migrations/001-create-item.sql', 'com.example.shop.migrations.M002_AddFirstItem']
assert built.report('migrate').migrations*.state == ['applied', 'applied']
assert !new File(basedir, 'migrations/target/nexus').exists()
assert built.value('SELECT count(*) FROM item') == '1'
