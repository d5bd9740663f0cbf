ALTER TABLE depot.codes DROP CONSTRAINT codes_positive;
