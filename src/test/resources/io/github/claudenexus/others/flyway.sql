-- What flyway-maven-plugin 13.12.0 has made of the files in flyway/, on PostgreSQL 15, as pg_dump --inserts writes it:
-- migrate; then, with outOfOrder, V2.5__hotfix.sql, which had not been there; then an edited R__view.sql, and R__owner_view.sql,
-- whose checksum is that of the text with the placeholder's value in it.
CREATE TABLE flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
INSERT INTO flyway_schema_history VALUES (1, '1', 'Create item', 'SQL', 'V1__Create_item.sql', 1187311796, 'postgres', '2026-11-28 09:01:54.633365', 23, true);
INSERT INTO flyway_schema_history VALUES (2, '1.1', 'crlf', 'SQL', 'V1.1__crlf.sql', -162147244, 'postgres', '2026-11-28 09:01:54.730783', 8, true);
INSERT INTO flyway_schema_history VALUES (3, '2', 'bom', 'SQL', 'V2__bom.sql', -1218651110, 'postgres', '2026-11-28 09:01:54.76826', 2, true);
INSERT INTO flyway_schema_history VALUES (4, '3.1', 'placeholder', 'SQL', 'V3_1__placeholder.sql', 385840943, 'postgres', '2026-11-28 09:01:54.792965', 2, true);
INSERT INTO flyway_schema_history VALUES (5, '4', 'cr', 'SQL', 'V4__cr.sql', -1665099012, 'postgres', '2026-11-28 09:01:54.806263', 19, true);
INSERT INTO flyway_schema_history VALUES (6, '5', 'vt', 'SQL', 'V5__vt.sql', 856354069, 'postgres', '2026-11-28 09:02:16.768864', 16, true);
INSERT INTO flyway_schema_history VALUES (7, '20240131120000', 'timestamp', 'SQL', 'sub/V20240131120000__timestamp.sql', 1287650500, 'postgres', '2026-11-28 09:12:29.991178', 51, true);
INSERT INTO flyway_schema_history VALUES (8, NULL, 'Another view', 'SQL', 'R__Another view.sql', -590482821, 'postgres', '2026-11-28 09:12:30.146538', 45, true);
INSERT INTO flyway_schema_history VALUES (9, NULL, 'view', 'SQL', 'R__view.sql', 1470134495, 'postgres', '2026-11-28 09:12:30.236416', 36, true);
INSERT INTO flyway_schema_history VALUES (10, '2.5', 'hotfix', 'SQL', 'V2.5__hotfix.sql', -785156469, 'postgres', '2026-11-28 09:12:33.963689', 18, true);
INSERT INTO flyway_schema_history VALUES (11, NULL, 'view', 'SQL', 'R__view.sql', 1716019778, 'postgres', '2026-11-28 09:12:37.757422', 11, true);
INSERT INTO flyway_schema_history VALUES (12, NULL, 'owner view', 'SQL', 'R__owner_view.sql', -210229947, 'postgres', '2026-11-28 09:36:12.757422', 11, true);
ALTER TABLE ONLY flyway_schema_history ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history USING btree (success);
