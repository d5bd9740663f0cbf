ALTER TABLE depot.notes ADD COLUMN note text;
UPDATE depot.notes SET note = aside.note FROM depot.notes_aside aside WHERE aside.id = notes.id;
DROP TABLE depot.notes_aside;
