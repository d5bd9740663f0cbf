ALTER TABLE IF EXISTS depot.clients RENAME TO users;
ALTER INDEX IF EXISTS depot.clients_mail RENAME TO users_mail;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'depot.users'::regclass AND attname = 'mail') THEN
        ALTER TABLE depot.users RENAME COLUMN mail TO email;
    END IF;
END $$;
