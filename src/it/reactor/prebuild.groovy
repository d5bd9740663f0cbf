import io.github.claudenexus.testing.BuiltProject

new BuiltProject(basedir, databaseUrl).value('CREATE SCHEMA orders; CREATE SCHEMA stock; SELECT 1')
