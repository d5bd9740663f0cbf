// Runs before each build; a selector because those are shared by all, while each may have a prebuild.groovy of its own.
import io.github.claudenexus.testing.ItServer

ItServer.freshDatabase(ItServer.database(server, basedir))
true
