import io.github.claudenexus.testing.BuiltProject
import io.github.claudenexus.testing.ItServer
import org.apache.commons.io.FileUtils

// The tables and files of the tools, which the tests of taking over have as well.
def others = new File(basedir, '../../../src/test/resources/io/github/claudenexus/others')
def folders = [mybatis: 'scripts', dbmate: 'db/migrations', 'golang-migrate': 'migrations', diesel: 'migrations']
folders.each { tool, folder ->
    def database = new BuiltProject(basedir, server, '_' + tool.replace('-', '_'))
    ItServer.freshDatabase(database.databaseUrl())
    database.execute(new File(others, tool + '.sql').text)
    database.execute('CREATE TABLE item (id int, name text); CREATE INDEX item_id ON item (id)')
    database.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    FileUtils.copyDirectory(new File(others, tool), new File(basedir, "$tool/$folder"))
}
true
