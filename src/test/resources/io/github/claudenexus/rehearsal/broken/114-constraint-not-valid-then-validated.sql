ALTER TABLE depot.codes DROP CONSTRAINT IF EXISTS codes_positive;
ALTER TABLE depot.codes ADD CONSTRAINT codes_positive CHECK (code > 0) NOT VALID;
ALTER TABLE depot.codes VALIDATE CONSTRAINT codes_positive;
