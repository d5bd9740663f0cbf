ALTER TABLE depot.inbox ALTER COLUMN id TYPE bigint;
