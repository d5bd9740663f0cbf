ALTER TABLE depot.figures ALTER COLUMN figure TYPE text USING figure::text;
