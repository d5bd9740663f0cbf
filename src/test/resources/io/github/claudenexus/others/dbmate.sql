-- What dbmate 2.36.0 has made of the files in dbmate/, on PostgreSQL 15.
CREATE TABLE schema_migrations (
    version character varying NOT NULL
);
INSERT INTO schema_migrations VALUES ('20240101000000');
INSERT INTO schema_migrations VALUES ('20240102000000');
ALTER TABLE ONLY schema_migrations ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
