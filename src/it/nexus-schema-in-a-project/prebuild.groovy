import io.github.claudenexus.testing.BuiltProject

// An old database that the proxy's first script made, with a request of each of two domains; and a copy of it.
def old = new BuiltProject(basedir, server)
old.execute('''
    CREATE TABLE api_requests (
        request_id uuid PRIMARY KEY,
        domain varchar(255) NOT NULL,
        timestamp timestamptz NOT NULL,
        method varchar(10) NOT NULL,
        path varchar(255) NOT NULL);
    INSERT INTO api_requests
        SELECT gen_random_uuid(), name || '.example.com', now(), 'POST', '/v1/messages' FROM unnest('{one,two}'::text[]) name''')
old.execute('DROP DATABASE IF EXISTS nexus_schema_in_a_project_copy')
old.execute('CREATE DATABASE nexus_schema_in_a_project_copy TEMPLATE nexus_schema_in_a_project')
true
