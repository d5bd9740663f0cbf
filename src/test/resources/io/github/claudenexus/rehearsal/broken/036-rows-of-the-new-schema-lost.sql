CREATE TABLE IF NOT EXISTS shop.letters_v2 (id integer PRIMARY KEY, body text NOT NULL, language text NOT NULL DEFAULT 'en');
INSERT INTO shop.letters_v2 SELECT id, body FROM shop.letters ON CONFLICT DO NOTHING;
ALTER TABLE shop.letters_v2 ADD COLUMN IF NOT EXISTS pages integer;
