ALTER TABLE item ADD COLUMN owner text;
