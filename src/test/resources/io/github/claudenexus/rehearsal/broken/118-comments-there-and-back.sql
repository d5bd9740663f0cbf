COMMENT ON TABLE depot.jobs IS 'What is to be done.';
COMMENT ON COLUMN depot.people.mail IS 'Where to write.';
