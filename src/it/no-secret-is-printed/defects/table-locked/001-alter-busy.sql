-- nexus: irreversible=a test
ALTER TABLE busy ADD COLUMN n int;
