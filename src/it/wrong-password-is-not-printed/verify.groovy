import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, databaseUrl)

assert built.report('migrate').failure.code == 'login-refused'

def password = 's3cr/et+Pass'
def written = [password, URLEncoder.encode(password, 'UTF-8'), 's3cr%2Fet+Pass', 's3cr%2fet+Pass', password.bytes.encodeBase64().toString()]
def texts = [log: built.log(), report: new File(basedir, 'target/nexus/migrate.json').text]
texts.each { where, text -> written.each { secret -> assert !text.contains(secret): where } }
true
