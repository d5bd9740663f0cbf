import io.github.claudenexus.testing.SecretRuns

new SecretRuns(basedir, databaseUrl).showNothing(Boolean.parseBoolean(everything))
true
