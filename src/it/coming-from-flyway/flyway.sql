-- What Flyway 13.12.0 has left on PostgreSQL 15 after two runs of flyway:migrate, the second with a hotfix out of order.
DROP ROLE IF EXISTS coming_from_flyway_reader;
CREATE ROLE coming_from_flyway_reader;
CREATE TABLE item (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    price numeric(12, 2)
);
GRANT SELECT ON item TO coming_from_flyway_reader;
COMMENT ON TABLE item IS 'made by postgres in shop, V1__create_item.sql';
CREATE INDEX item_name ON item (name);
CREATE VIEW cheap_items AS
SELECT id, name FROM item WHERE price < 10;

CREATE TABLE public.flyway_schema_history (
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
INSERT INTO public.flyway_schema_history VALUES (1, '1', 'create item', 'SQL', 'V1__create_item.sql', -1569011253, 'postgres', '2026-11-28 09:37:06.629598', 15, true);
INSERT INTO public.flyway_schema_history VALUES (2, '1.1', 'add price', 'SQL', 'V1.1__add_price.sql', 73309502, 'postgres', '2026-11-28 09:37:06.672988', 5, true);
INSERT INTO public.flyway_schema_history VALUES (3, '20240131120000', 'index name', 'SQL', 'V20240131120000__index_name.sql', 973150284, 'postgres', '2026-11-28 09:37:06.696499', 7, true);
INSERT INTO public.flyway_schema_history VALUES (4, NULL, 'cheap items', 'SQL', 'R__cheap_items.sql', -66024504, 'postgres', '2026-11-28 09:37:06.704366', 7, true);
INSERT INTO public.flyway_schema_history VALUES (5, '1.0.5', 'hotfix', 'SQL', 'V1.0.5__hotfix.sql', 939055598, 'postgres', '2026-11-28 09:37:18.28715', 13, true);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
