-- nexus: irreversible=a test
-- nexus: colour=blue
SELECT 1;
