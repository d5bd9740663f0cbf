ALTER TABLE depot.figures ALTER COLUMN figure TYPE integer USING figure::integer;
