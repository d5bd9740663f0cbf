ALTER TABLE depot.users RENAME COLUMN email TO mail;
ALTER INDEX depot.users_mail RENAME TO clients_mail;
ALTER TABLE depot.users RENAME TO clients;
