import io.github.claudenexus.testing.BuiltProject

new BuiltProject(basedir, server).execute('''
    DO $$ BEGIN CREATE ROLE nexus_it_ada LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    GRANT CREATE ON SCHEMA public TO nexus_it_ada''')
true
