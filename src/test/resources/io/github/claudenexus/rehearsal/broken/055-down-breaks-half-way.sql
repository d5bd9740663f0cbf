CREATE TABLE IF NOT EXISTS shop.halves (id integer PRIMARY KEY);
CREATE INDEX IF NOT EXISTS halves_id ON shop.halves (id);
