-- nexus: irreversible=a test
CREATE TABLE more ();
