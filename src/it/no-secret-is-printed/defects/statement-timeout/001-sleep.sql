-- nexus: irreversible=a test
SET LOCAL statement_timeout = 100;
SELECT pg_sleep(10);
