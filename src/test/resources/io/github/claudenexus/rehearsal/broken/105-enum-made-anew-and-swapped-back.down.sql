ALTER TABLE depot.jobs ALTER COLUMN state DROP DEFAULT;
CREATE TYPE depot.former_state AS ENUM ('new', 'done');
ALTER TABLE depot.jobs ALTER COLUMN state TYPE depot.former_state USING state::text::depot.former_state;
DROP TYPE depot.state;
ALTER TYPE depot.former_state RENAME TO state;
ALTER TABLE depot.jobs ALTER COLUMN state SET DEFAULT 'new';
