import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, server)

built.said(
    '2 migrations: 2 pending.',
    'BUILD FAILURE',
    'What to do: Run nexus:migrate on this database.',
    'More: mvn nexus:help -Dtopic=pending',
    'All 2 migrations are applied.',
    'BUILD SUCCESS',
    '`pending`: Something is pending, at a gate that allows nothing pending',
    'What happened',
    'What to do',
    'BUILD SUCCESS')
assert built.log().contains(': 2 migrations are not applied: 001-create-item, 002-add-price.')
assert built.report('status').outcome == 'ok'
