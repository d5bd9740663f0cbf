import io.github.claudenexus.testing.BuiltProject

def built = new BuiltProject(basedir, databaseUrl)

built.said(
    '2 migrations: 2 pending.',
    'BUILD FAILURE',
    'What to do: Run nexus:migrate on this database.',
    'More: docs/failures/pending.md',
    '2 migrations: 1 applied, 1 pending.',
    'BUILD FAILURE',
    'All 2 migrations are applied.',
    'BUILD SUCCESS')
assert built.log().contains(': 2 migrations are not applied: 001-create-item, 002-add-price.')
assert built.log().contains(': 1 migration is not applied: 002-add-price.')
assert built.report('status').outcome == 'ok'
