import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

def log = built.log()
[
    '-Dnexus.dryRum is not known to this version of the plugin.',
    '-DfailOnPending is read by no goal of this plugin.',
    'What to do: Did you mean -Dnexus.failOnPending? If it is for another plugin, give -Dnexus.failOnPending as well.',
    "<failOnPendng> in the plugin's <configuration> is a parameter of no goal of this version of the plugin.",
    'What to do: Did you mean <failOnPending>?',
    "The property nexus.failOnPendng in the POM's <properties> is not known to this version of the plugin.",
    'What to do: Did you mean nexus.failOnPending?',
    '<bigTable> in the <configuration> of the execution apply is a parameter of rollback-check and not of migrate.',
    'nexus.failOnPending: "ture" is not a valid choice.'
].each { assert log.contains(it) }

def failure = built.report('migrate').failure
assert failure.code == 'unknown-property'
assert built.report('migrate').database == null
assert built.report('status').failure.code == 'bad-parameter'
assert built.report('status').database == null
assert built.value("SELECT to_regclass('item')") == 'null'
