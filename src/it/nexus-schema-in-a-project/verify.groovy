import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, databaseUrl)

built.said('6 migrations: 6 pending.')
