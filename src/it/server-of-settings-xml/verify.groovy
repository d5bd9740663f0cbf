import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

assert built.value('SELECT applied_by FROM nexus_migrations') == 'nexus_it_ada'
built.execute('DROP OWNED BY nexus_it_ada; DROP ROLE nexus_it_ada')

def refusedByMaven4 = built.log().contains('Error building settings')
assert refusedByMaven4 || built.log().contains('nexus.server: the password of the <server> "nexus-it" of settings.xml cannot be decrypted: ')
assert built.log().contains('nexus.server: settings.xml has no <server> with the id "nexus-its".')
assert built.report('status').failure.code == 'bad-parameter'
assert !built.log().contains('s3cr/et+Pass')
assert refusedByMaven4 || !built.log().contains('AeJmx7apv1gHQGXINyGzDvVdvKmVKAIL7IbS7YcZ2Ms')
