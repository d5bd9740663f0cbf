import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

assert built.times('Skipped: nexus.skip is set.') == 2
assert built.report('migrate').outcome == 'skipped'
assert built.report('status').outcome == 'skipped'
