COMMENT ON COLUMN depot.people.mail IS NULL;
COMMENT ON TABLE depot.jobs IS 'Work.';
