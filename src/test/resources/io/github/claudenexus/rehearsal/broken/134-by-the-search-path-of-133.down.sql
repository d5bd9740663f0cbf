DROP INDEX jobs_state;
