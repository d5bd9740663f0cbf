import io.github.claudenexus.testing.BuiltProject

new BuiltProject(basedir, server).execute(new File(basedir, 'flyway.sql').text)
true
