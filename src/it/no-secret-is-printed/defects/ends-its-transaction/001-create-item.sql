-- nexus: irreversible=a test
CREATE TABLE item ();
COMMIT;
