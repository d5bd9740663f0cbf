-- What migrations-maven-plugin 1.3.0 has made of the files in mybatis/, on PostgreSQL 15: its own first script makes the
-- table, which another project may have changed.
CREATE TABLE changelog (
    id numeric(20,0) NOT NULL,
    applied_at character varying(25) NOT NULL,
    description character varying(255) NOT NULL
);
INSERT INTO changelog VALUES (20261128090132, '2026-11-28 09:01:59', 'create changelog');
INSERT INTO changelog VALUES (20261128090133, '2026-11-28 09:01:59', 'first migration');
ALTER TABLE ONLY changelog ADD CONSTRAINT pk_changelog PRIMARY KEY (id);
