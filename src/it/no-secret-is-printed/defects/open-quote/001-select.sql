-- nexus: irreversible=a test
SELECT $$ 1;
