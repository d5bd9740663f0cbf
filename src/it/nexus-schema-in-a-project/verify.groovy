import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)
def copy = new BuiltProject(basedir, server, '_copy')

assert built.times('6 migrations applied in <time>; the database is up to date.') == 2
assert built.report('migrate').migrations*.number == ['000', '001', '002', '003', '004', '005']
assert built.report('migrate').migrations[0].found.contains('table api_requests')

def accounts = "SELECT string_agg(domain || ' ' || account_id, ', ') FROM api_requests WHERE account_id IS NOT NULL"
assert built.value(accounts) == 'one.example.com acc_of_the_pom'
assert copy.value(accounts) == 'two.example.com acc_of_the_command_line'
