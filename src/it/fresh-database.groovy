// Runs before each build; a selector because those are shared by all, while each may have a prebuild.groovy of its own.
io.github.claudenexus.testing.ItServer.freshDatabase(databaseUrl)
true
