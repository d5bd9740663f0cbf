import io.github.claudenexus.testing.BuiltProject

new BuiltProject(basedir, server).execute('CREATE SCHEMA orders; CREATE SCHEMA stock')
true
