-- nexus: irreversible=a test
CREATE TABLE item (id int PRIMARY KEY);
INSERT INTO item VALUES (1), (1);
