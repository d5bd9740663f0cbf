import io.github.claudenexus.testing.BuiltProject

new BuiltProject(basedir, databaseUrl).execute('CREATE SCHEMA orders; CREATE SCHEMA stock')
true
