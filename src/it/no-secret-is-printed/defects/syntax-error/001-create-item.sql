-- nexus: irreversible=a test
CREATE TABEL item ();
