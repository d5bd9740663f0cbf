INSERT INTO depot.codes_before (id, code)
SELECT id, code FROM depot.codes WHERE id NOT IN (SELECT id FROM depot.codes_before);
DROP TABLE depot.codes;
ALTER TABLE depot.codes_before RENAME TO codes;
