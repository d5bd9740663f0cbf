-- Statements that are run in this order on one database, divided by empty lines; see Ddl.java for the words
-- that comments hold. Each must change the picture, and must change what pg_dump prints, but for those that say so.

-- kind: schema

CREATE SCHEMA app

ALTER SCHEMA app OWNER TO nexus_alice

COMMENT ON SCHEMA app IS 'of the application'

CREATE SCHEMA "Odd Name"

ALTER SCHEMA "Odd Name" RENAME TO odd

COMMENT ON SCHEMA public IS 'another comment'

-- kind: table

CREATE TABLE app.person (id integer, name text, email varchar(100), born date)

ALTER TABLE app.person OWNER TO nexus_alice

ALTER TABLE app.person SET (fillfactor = 70)

ALTER TABLE app.person SET (autovacuum_enabled = false, fillfactor = 80)

ALTER TABLE app.person RESET (autovacuum_enabled)

ALTER TABLE app.person SET (toast.autovacuum_enabled = false)

ALTER TABLE app.person SET UNLOGGED

ALTER TABLE app.person SET LOGGED

ALTER TABLE app.person ENABLE ROW LEVEL SECURITY

ALTER TABLE app.person FORCE ROW LEVEL SECURITY

ALTER TABLE app.person NO FORCE ROW LEVEL SECURITY

ALTER TABLE app.person REPLICA IDENTITY FULL

ALTER TABLE app.person REPLICA IDENTITY NOTHING

ALTER TABLE app.person REPLICA IDENTITY DEFAULT

COMMENT ON TABLE app.person IS 'people'

COMMENT ON TABLE app.person IS 'people; of all kinds'

CREATE TABLE app.thing (id bigint PRIMARY KEY, owner_id integer, label text)

ALTER TABLE app.thing RENAME TO item

ALTER TABLE app.item SET SCHEMA odd

ALTER TABLE odd.item SET SCHEMA app

-- unchanged
INSERT INTO app.item SELECT g, 1, 'x' FROM generate_series(1, 100) g

-- unchanged
ANALYZE app.item

-- unchanged
VACUUM FULL app.item

-- unchanged
CREATE TEMPORARY TABLE scratch (id integer PRIMARY KEY)

-- unchanged
TRUNCATE app.item

CREATE TABLE app.in_space (id integer) TABLESPACE nexus_space

ALTER TABLE app.in_space SET TABLESPACE pg_default

CREATE TYPE app.pair AS (a integer, b text)

CREATE TABLE app.typed OF app.pair (PRIMARY KEY (a))

ALTER TABLE app.typed NOT OF

ALTER TABLE app.typed OF app.pair

ALTER TABLE app.typed NOT OF

CREATE UNLOGGED TABLE app.quick (id integer)

-- unchanged
DROP TABLE app.quick; CREATE UNLOGGED TABLE app.quick (id integer)

DROP TABLE app.quick; CREATE TABLE app.quick (id integer)

ALTER TABLE app.quick OWNER TO nexus_bob

DROP TABLE app.quick

-- kind: inheritance

CREATE TABLE app.parent (id integer, note text)

CREATE TABLE app.child (more text) INHERITS (app.parent)

ALTER TABLE app.child NO INHERIT app.parent

ALTER TABLE app.child INHERIT app.parent

CREATE TABLE app.second_parent (id integer)

ALTER TABLE app.child INHERIT app.second_parent

ALTER TABLE app.parent ADD COLUMN extra integer

ALTER TABLE app.parent ADD CONSTRAINT positive CHECK (id > 0)

ALTER TABLE ONLY app.parent ADD CONSTRAINT only_here CHECK (id < 100) NO INHERIT

ALTER TABLE app.child ADD COLUMN mine integer

ALTER TABLE app.parent ADD COLUMN mine integer

ALTER TABLE app.child ALTER COLUMN id SET DEFAULT 7

ALTER TABLE app.child ADD CONSTRAINT positive CHECK (id > 0)

ALTER TABLE app.child NO INHERIT app.parent; ALTER TABLE app.child INHERIT app.parent

-- kind: partition

CREATE TABLE app.event (id bigint NOT NULL, at timestamptz NOT NULL, kind text) PARTITION BY RANGE (at)

CREATE TABLE app.event_2024 PARTITION OF app.event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')

CREATE TABLE app.event_rest PARTITION OF app.event DEFAULT

ALTER TABLE app.event DETACH PARTITION app.event_rest

ALTER TABLE app.event ATTACH PARTITION app.event_rest DEFAULT

CREATE TABLE app.event_2025 (LIKE app.event)

ALTER TABLE app.event ATTACH PARTITION app.event_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')

ALTER TABLE app.event DETACH PARTITION app.event_2025; ALTER TABLE app.event ATTACH PARTITION app.event_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-07-01')

CREATE INDEX event_at ON app.event (at)

CREATE INDEX event_kind ON ONLY app.event (kind)

CREATE INDEX event_2024_kind ON app.event_2024 (kind)

ALTER INDEX app.event_kind ATTACH PARTITION app.event_2024_kind

ALTER TABLE app.event ADD PRIMARY KEY (id, at)

CREATE TABLE app.by_list (id integer, region text) PARTITION BY LIST (region)

CREATE TABLE app.by_list_a PARTITION OF app.by_list FOR VALUES IN ('a', 'b')

CREATE TABLE app.by_hash (id integer) PARTITION BY HASH (id)

CREATE TABLE app.by_hash_0 PARTITION OF app.by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY RANGE (id)

ALTER TABLE app.by_list_a ALTER COLUMN id SET DEFAULT 5

DROP TABLE app.by_hash_0

CREATE TABLE app.order_of_bounds PARTITION OF app.by_list FOR VALUES IN ('x', 'y')

ALTER TABLE app.by_list DETACH PARTITION app.order_of_bounds; ALTER TABLE app.by_list ATTACH PARTITION app.order_of_bounds FOR VALUES IN ('x')

ALTER TABLE app.event_2024 ADD CONSTRAINT this_year CHECK (at > '2023-01-01')

ALTER TABLE app.event_rest SET (fillfactor = 90)

-- kind: column

ALTER TABLE app.person ADD COLUMN age integer

ALTER TABLE app.person ADD COLUMN score numeric(10, 2) DEFAULT 0 NOT NULL

ALTER TABLE app.person ALTER COLUMN score SET DEFAULT 1

ALTER TABLE app.person ALTER COLUMN score DROP DEFAULT

ALTER TABLE app.person ALTER COLUMN score DROP NOT NULL

ALTER TABLE app.person ALTER COLUMN score TYPE numeric(12, 2)

ALTER TABLE app.person ALTER COLUMN email TYPE text

ALTER TABLE app.person ALTER COLUMN name TYPE text COLLATE "C"

ALTER TABLE app.person ALTER COLUMN name SET STATISTICS 500

ALTER TABLE app.person ALTER COLUMN name SET STATISTICS -1

ALTER TABLE app.person ALTER COLUMN name SET STORAGE EXTERNAL

ALTER TABLE app.person ALTER COLUMN name SET STORAGE MAIN

ALTER TABLE app.person ALTER COLUMN name SET STORAGE EXTENDED

-- unchanged
ALTER TABLE app.person ALTER COLUMN email SET STORAGE EXTENDED

ALTER TABLE app.person ALTER COLUMN name SET COMPRESSION pglz

ALTER TABLE app.person ALTER COLUMN name SET COMPRESSION default

ALTER TABLE app.person ALTER COLUMN name SET (n_distinct = 100)

ALTER TABLE app.person ALTER COLUMN name RESET (n_distinct)

ALTER TABLE app.person RENAME COLUMN age TO years

COMMENT ON COLUMN app.person.years IS 'since birth'

ALTER TABLE app.person ADD COLUMN doubled integer GENERATED ALWAYS AS (years * 2) STORED

ALTER TABLE app.person ALTER COLUMN doubled DROP EXPRESSION

ALTER TABLE app.person ADD COLUMN "Odd ""Column" text[]

ALTER TABLE app.person DROP COLUMN born

ALTER TABLE app.person ADD COLUMN born date

ALTER TABLE app.person ADD COLUMN ident integer GENERATED BY DEFAULT AS IDENTITY

ALTER TABLE app.person ALTER COLUMN ident SET GENERATED ALWAYS

ALTER TABLE app.person ALTER COLUMN ident SET INCREMENT BY 5

ALTER TABLE app.person ALTER COLUMN ident DROP IDENTITY

-- since: 18
ALTER TABLE app.person ADD COLUMN virtual integer GENERATED ALWAYS AS (years * 3) VIRTUAL

ALTER TABLE app.person ALTER COLUMN years SET NOT NULL

ALTER TABLE app.person ADD COLUMN tags text[] DEFAULT '{}'

ALTER TABLE app.person ALTER COLUMN tags SET STORAGE PLAIN

ALTER TABLE app.person ALTER COLUMN tags SET STATISTICS 0

ALTER TABLE app.person ALTER COLUMN tags SET (n_distinct_inherited = -0.5)

-- unchanged
ALTER TABLE app.person ALTER COLUMN tags SET DEFAULT '{}'

ALTER TABLE app.person ADD COLUMN other integer GENERATED ALWAYS AS IDENTITY (START 5)

ALTER TABLE app.person ALTER COLUMN other SET GENERATED BY DEFAULT

ALTER TABLE app.person ALTER COLUMN other SET CACHE 9

ALTER TABLE app.person DROP COLUMN other

-- since: 17
ALTER TABLE app.person ALTER COLUMN name SET DEFAULT 'x', ADD COLUMN tripled integer GENERATED ALWAYS AS (years * 3) STORED

-- since: 17
ALTER TABLE app.person ALTER COLUMN tripled SET EXPRESSION AS (years * 4)

-- since: 18
ALTER TABLE app.person ALTER COLUMN virtual SET EXPRESSION AS (years * 5)

-- since: 18
ALTER TABLE app.person RENAME CONSTRAINT person_years_not_null TO years_there

-- since: 18
COMMENT ON CONSTRAINT years_there ON app.person IS 'known'

-- since: 18
ALTER TABLE app.person ADD CONSTRAINT name_there NOT NULL name NOT VALID

-- since: 18
ALTER TABLE app.person VALIDATE CONSTRAINT name_there

-- since: 18
ALTER TABLE app.person ALTER CONSTRAINT name_there NO INHERIT

-- since: 18
ALTER TABLE app.person DROP CONSTRAINT name_there

-- kind: constraint

ALTER TABLE app.person ADD CONSTRAINT person_pkey PRIMARY KEY (id)

ALTER TABLE app.person ADD CONSTRAINT person_email_key UNIQUE (email)

ALTER TABLE app.person DROP CONSTRAINT person_email_key

ALTER TABLE app.person ADD CONSTRAINT person_email_key UNIQUE (email) DEFERRABLE INITIALLY DEFERRED

ALTER TABLE app.item ADD CONSTRAINT item_owner FOREIGN KEY (owner_id) REFERENCES app.person (id) NOT VALID

ALTER TABLE app.item VALIDATE CONSTRAINT item_owner

ALTER TABLE app.item ALTER CONSTRAINT item_owner DEFERRABLE

ALTER TABLE app.item ALTER CONSTRAINT item_owner DEFERRABLE INITIALLY DEFERRED

ALTER TABLE app.item DROP CONSTRAINT item_owner, ADD CONSTRAINT item_owner FOREIGN KEY (owner_id) REFERENCES app.person (id) ON DELETE CASCADE

ALTER TABLE app.item RENAME CONSTRAINT item_owner TO item_owner_fkey

ALTER TABLE app.person ADD CONSTRAINT adult CHECK (years >= 18) NOT VALID

ALTER TABLE app.person VALIDATE CONSTRAINT adult

COMMENT ON CONSTRAINT adult ON app.person IS 'by law'

CREATE TABLE app.booking (during tsrange, EXCLUDE USING gist (during WITH &&))

-- since: 15
ALTER TABLE app.item ADD CONSTRAINT item_label UNIQUE NULLS NOT DISTINCT (label)

-- since: 18
ALTER TABLE app.person ADD CONSTRAINT unchecked CHECK (years < 200) NOT ENFORCED

ALTER TABLE app.event ADD CONSTRAINT event_kind_check CHECK (kind <> '')

ALTER TABLE app.item ADD CONSTRAINT label_owner UNIQUE (label, owner_id) INCLUDE (id)

ALTER TABLE app.item ALTER CONSTRAINT item_owner_fkey DEFERRABLE INITIALLY IMMEDIATE

ALTER TABLE app.item ALTER CONSTRAINT item_owner_fkey NOT DEFERRABLE

ALTER TABLE app.item DROP CONSTRAINT label_owner

ALTER TABLE app.booking ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (during IS NOT NULL) DEFERRABLE

ALTER TABLE app.person ADD CONSTRAINT not_adult CHECK (years < 18) NO INHERIT NOT VALID

ALTER TABLE app.person DROP CONSTRAINT not_adult

ALTER TABLE app.person ADD CONSTRAINT spaced UNIQUE (years, email) USING INDEX TABLESPACE nexus_space

ALTER TABLE app.person DROP CONSTRAINT spaced

CREATE TABLE app.of_event (id bigint, at timestamptz, FOREIGN KEY (id, at) REFERENCES app.event (id, at) MATCH FULL ON UPDATE CASCADE)

-- since: 15
ALTER TABLE app.of_event ADD CONSTRAINT some_null FOREIGN KEY (id, at) REFERENCES app.event (id, at) ON DELETE SET NULL (id)

-- since: 15
ALTER TABLE app.of_event DROP CONSTRAINT some_null; ALTER TABLE app.of_event ADD CONSTRAINT some_null FOREIGN KEY (id, at) REFERENCES app.event (id, at) ON DELETE SET NULL (at)

-- since: 18
ALTER TABLE app.person DROP CONSTRAINT unchecked; ALTER TABLE app.person ADD CONSTRAINT unchecked CHECK (years < 200)

-- since: 18
CREATE TABLE app.unchecked (id integer CONSTRAINT later REFERENCES app.person NOT ENFORCED)

-- since: 18
ALTER TABLE app.unchecked ALTER CONSTRAINT later ENFORCED

-- since: 18
CREATE TABLE app.temporal (a int4range, b tsrange, PRIMARY KEY (a, b WITHOUT OVERLAPS))

-- kind: index

CREATE INDEX person_name ON app.person (name)

CREATE UNIQUE INDEX person_lower ON app.person (lower(name) text_pattern_ops DESC NULLS LAST) INCLUDE (email) WHERE years > 3

ALTER INDEX app.person_name SET (fillfactor = 60)

ALTER INDEX app.person_name RENAME TO person_by_name

COMMENT ON INDEX app.person_by_name IS 'for the list'

ALTER INDEX app.person_lower ALTER COLUMN 1 SET STATISTICS 300

ALTER INDEX app.person_by_name SET TABLESPACE nexus_space

ALTER INDEX app.person_by_name SET TABLESPACE pg_default

ALTER TABLE app.person CLUSTER ON person_by_name

ALTER TABLE app.person SET WITHOUT CLUSTER

CREATE UNIQUE INDEX item_ident ON app.item (id)

ALTER TABLE app.item REPLICA IDENTITY USING INDEX item_ident

CREATE INDEX CONCURRENTLY item_hash ON app.item USING hash (label)

-- unchanged
REINDEX INDEX app.item_hash

-- unchanged
INSERT INTO app.item (id, label) VALUES (1001, 'twice'), (1002, 'Twice')

-- fails
-- picture only: an invalid index is not dumped, but it costs writes and stands in the way of its name
CREATE UNIQUE INDEX CONCURRENTLY item_invalid ON app.item (lower(label))

-- picture only: as above
DROP INDEX app.item_invalid

CREATE UNIQUE INDEX item_again ON app.item (id, label)

UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.item_again'::regclass

DROP INDEX app.item_hash

CREATE UNIQUE INDEX item_ident_again ON app.item (id)

ALTER TABLE app.item REPLICA IDENTITY USING INDEX item_ident_again

ALTER TABLE app.item CLUSTER ON item_ident

ALTER TABLE app.item CLUSTER ON item_ident_again

ALTER TABLE app.item REPLICA IDENTITY DEFAULT

DROP INDEX app.item_ident_again

CREATE INDEX person_tags ON app.person USING gin (tags) WITH (fastupdate = off)

ALTER INDEX app.person_tags RESET (fastupdate)

CREATE INDEX person_collated ON app.person (name COLLATE "POSIX", email DESC)

DROP INDEX app.person_collated; CREATE INDEX person_collated ON app.person (name COLLATE "POSIX", email DESC NULLS LAST)

-- unchanged
DROP INDEX app.person_collated; CREATE INDEX person_collated ON app.person (name COLLATE "POSIX", email DESC NULLS LAST)

-- since: 15
CREATE UNIQUE INDEX person_nulls ON app.person (email) NULLS NOT DISTINCT

-- kind: view

CREATE VIEW app.adults AS SELECT id, name FROM app.person WHERE years >= 18

CREATE OR REPLACE VIEW app.adults AS SELECT id, name FROM app.person WHERE years >= 21

CREATE OR REPLACE VIEW app.adults AS SELECT id, name, years FROM app.person WHERE years >= 21

ALTER VIEW app.adults SET (security_barrier = true)

ALTER VIEW app.adults SET (check_option = local)

ALTER VIEW app.adults ALTER COLUMN years SET DEFAULT 21

ALTER VIEW app.adults OWNER TO nexus_bob

COMMENT ON VIEW app.adults IS 'grown up'

COMMENT ON COLUMN app.adults.name IS 'a column of a view'

ALTER VIEW app.adults RENAME COLUMN name TO label

-- since: 15
ALTER VIEW app.adults SET (security_invoker = true)

ALTER VIEW app.adults SET (check_option = cascaded)

ALTER VIEW app.adults RESET (security_barrier)

CREATE VIEW app.plain AS SELECT p.id, p.name AS called, i.* FROM app.person p JOIN app.item i (item_id, of, label) ON i.of = p.id WHERE p.name IN ('a', 'b')

-- unchanged
DROP VIEW app.plain; CREATE VIEW app.plain AS SELECT p.id, p.name AS called, i.* FROM app.person p JOIN app.item i (item_id, of, label) ON i.of = p.id WHERE p.name IN ('a', 'b')

-- unchanged
CREATE OR REPLACE VIEW app.plain AS SELECT p.id, p.name AS called, i.* FROM app.person AS p INNER JOIN app.item i (item_id, of, label) ON (i.of = p.id) WHERE (p.name IN ('a', 'b'))

ALTER VIEW app.plain ALTER COLUMN called DROP DEFAULT, ALTER COLUMN called SET DEFAULT 'nobody'

ALTER VIEW app.plain RENAME TO simple

ALTER VIEW app.simple SET SCHEMA odd

DROP VIEW odd.simple; CREATE RECURSIVE VIEW odd.simple (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM simple WHERE n < 100

DROP VIEW odd.simple

-- kind: materialized view

CREATE MATERIALIZED VIEW app.totals AS SELECT count(*) AS n, years FROM app.person GROUP BY years

CREATE UNIQUE INDEX totals_years ON app.totals (years)

-- unchanged
REFRESH MATERIALIZED VIEW app.totals

-- picture only: whether it can be read at all; pg_dump leaves it to the data
REFRESH MATERIALIZED VIEW app.totals WITH NO DATA

-- picture only: as above
REFRESH MATERIALIZED VIEW app.totals

ALTER MATERIALIZED VIEW app.totals SET (fillfactor = 50)

ALTER MATERIALIZED VIEW app.totals ALTER COLUMN years SET STATISTICS 10

COMMENT ON MATERIALIZED VIEW app.totals IS 'by age'

ALTER MATERIALIZED VIEW app.totals OWNER TO nexus_alice

DROP MATERIALIZED VIEW app.totals; CREATE MATERIALIZED VIEW app.totals AS SELECT count(*) AS n, years FROM app.person GROUP BY years

DROP MATERIALIZED VIEW app.totals; CREATE MATERIALIZED VIEW app.totals AS SELECT years, count(*) AS n FROM app.person GROUP BY years

DROP MATERIALIZED VIEW app.totals; CREATE MATERIALIZED VIEW app.totals TABLESPACE nexus_space AS SELECT years, count(*) AS n FROM app.person GROUP BY years

CREATE MATERIALIZED VIEW app.names AS SELECT name FROM app.person

ALTER MATERIALIZED VIEW app.names SET (toast.autovacuum_enabled = false)

ALTER MATERIALIZED VIEW app.totals SET TABLESPACE pg_default

CREATE UNIQUE INDEX totals_again ON app.totals (years)

ALTER MATERIALIZED VIEW app.totals CLUSTER ON totals_again

ALTER MATERIALIZED VIEW app.totals ALTER COLUMN n SET (n_distinct = 3)

-- unchanged
REFRESH MATERIALIZED VIEW CONCURRENTLY app.totals

-- kind: sequence

CREATE SEQUENCE app.numbers

ALTER SEQUENCE app.numbers INCREMENT BY 10

ALTER SEQUENCE app.numbers AS smallint

ALTER SEQUENCE app.numbers MINVALUE -5 MAXVALUE 500 CYCLE CACHE 7

ALTER SEQUENCE app.numbers START 3

-- unchanged
SELECT nextval('app.numbers'), setval('app.numbers', 20)

ALTER SEQUENCE app.numbers OWNED BY app.item.id

ALTER TABLE app.item ALTER COLUMN id SET DEFAULT nextval('app.numbers')

ALTER SEQUENCE app.numbers OWNED BY NONE

-- since: 15
CREATE UNLOGGED SEQUENCE app.unlogged

CREATE TABLE app.serial_one (id serial)

COMMENT ON SEQUENCE app.numbers IS 'counted'

ALTER SEQUENCE app.numbers OWNER TO nexus_bob

ALTER SEQUENCE app.numbers NO CYCLE

ALTER SEQUENCE app.numbers CACHE 8

ALTER SEQUENCE app.numbers MAXVALUE 600

ALTER SEQUENCE app.numbers MINVALUE -6

-- unchanged
ALTER SEQUENCE app.numbers RESTART WITH 7

-- since: 15
ALTER SEQUENCE app.unlogged SET LOGGED

CREATE TABLE app.numbered (id integer GENERATED ALWAYS AS IDENTITY)

ALTER SEQUENCE app.numbered_id_seq RENAME TO renamed_identity

-- kind: function

CREATE FUNCTION app.twice(i integer) RETURNS integer LANGUAGE sql AS 'SELECT i * 2'

CREATE OR REPLACE FUNCTION app.twice(i integer) RETURNS integer LANGUAGE sql AS 'SELECT i + i'

ALTER FUNCTION app.twice(integer) IMMUTABLE

ALTER FUNCTION app.twice(integer) STRICT

ALTER FUNCTION app.twice(integer) COST 5

ALTER FUNCTION app.twice(integer) PARALLEL SAFE

ALTER FUNCTION app.twice(integer) SECURITY DEFINER

ALTER FUNCTION app.twice(integer) LEAKPROOF

ALTER FUNCTION app.twice(integer) SET search_path = app, public

ALTER FUNCTION app.twice(integer) OWNER TO nexus_alice

COMMENT ON FUNCTION app.twice(integer) IS 'doubles'

CREATE FUNCTION app.twice(i text DEFAULT 'x', VARIADIC rest text[] DEFAULT '{}') RETURNS text LANGUAGE sql RETURN i || i

CREATE FUNCTION app.rows_of() RETURNS TABLE (a integer, b text) LANGUAGE plpgsql ROWS 10 AS $$ BEGIN RETURN; END $$

CREATE PROCEDURE app.act(INOUT i integer) LANGUAGE plpgsql AS $$ BEGIN i := i + 1; END $$

COMMENT ON PROCEDURE app.act(integer) IS 'acts'

ALTER PROCEDURE app.act(integer) OWNER TO nexus_bob

CREATE FUNCTION app.rank_like() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank'

ALTER FUNCTION app.twice(integer) STABLE NOT LEAKPROOF CALLED ON NULL INPUT SECURITY INVOKER

ALTER FUNCTION app.twice(integer) PARALLEL RESTRICTED

ALTER FUNCTION app.twice(integer) RESET search_path

ALTER FUNCTION app.twice(integer) SET work_mem = '4MB'

ALTER FUNCTION app.rows_of() ROWS 20

ALTER FUNCTION app.twice(integer) SUPPORT generate_series_int4_support

ALTER FUNCTION app.twice(text, text[]) RENAME TO doubled

ALTER FUNCTION app.doubled(text, text[]) SET SCHEMA odd

DROP FUNCTION odd.doubled(text, text[]); CREATE FUNCTION app.doubled(OUT a integer, OUT b text) LANGUAGE sql BEGIN ATOMIC SELECT 1, 'x'; END

CREATE OR REPLACE FUNCTION app.doubled(OUT a integer, OUT b text) LANGUAGE sql BEGIN ATOMIC SELECT id, name FROM app.person; END

DROP FUNCTION app.doubled(); CREATE FUNCTION app.doubled(OUT a integer, OUT c text) LANGUAGE sql BEGIN ATOMIC SELECT id, name FROM app.person; END

DROP FUNCTION app.doubled()

ALTER PROCEDURE app.act(integer) SECURITY DEFINER

ALTER PROCEDURE app.act(integer) SET work_mem = '4MB'

CREATE OR REPLACE PROCEDURE app.act(INOUT i integer) LANGUAGE plpgsql AS $$ BEGIN i := i + 2; END $$

-- kind: aggregate

CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')

DROP AGGREGATE app.total(integer); CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1')

DROP AGGREGATE app.total(integer); CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '1', COMBINEFUNC = int4pl, PARALLEL = SAFE)

CREATE AGGREGATE app.smallest(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <)

CREATE AGGREGATE app.percentile(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_WRITE)

DROP AGGREGATE app.percentile(float8 ORDER BY float8); CREATE AGGREGATE app.percentile(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = SHAREABLE)

DROP AGGREGATE app.smallest(integer); CREATE AGGREGATE app.smallest(integer) (SFUNC = int4smaller, STYPE = integer)

DROP AGGREGATE app.smallest(integer); CREATE AGGREGATE app.smallest(integer) (SFUNC = int4larger, STYPE = integer)

DROP AGGREGATE app.smallest(integer); CREATE AGGREGATE app.smallest(integer) (SFUNC = int4larger, STYPE = integer, SSPACE = 8)

DROP AGGREGATE app.smallest(integer); CREATE AGGREGATE app.smallest(integer) (SFUNC = int4larger, STYPE = integer, FINALFUNC = int4abs)

CREATE AGGREGATE app.moving(integer) (SFUNC = int4pl, STYPE = integer, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer)

DROP AGGREGATE app.moving(integer); CREATE AGGREGATE app.moving(integer) (SFUNC = int4pl, STYPE = integer, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '7')

ALTER AGGREGATE app.total(integer) OWNER TO nexus_bob

COMMENT ON AGGREGATE app.total(integer) IS 'a sum'

CREATE AGGREGATE app.hypothetical(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL)

CREATE AGGREGATE app.average(integer) (SFUNC = int4_avg_accum, STYPE = int8[], INITCOND = '{0,0}', FINALFUNC = int8_avg)

DROP AGGREGATE app.average(integer); CREATE AGGREGATE app.average(integer) (SFUNC = int4_avg_accum, STYPE = int8[], INITCOND = '{0,0}', FINALFUNC = int8_avg, MSFUNC = int4_avg_accum, MINVFUNC = int4_avg_accum_inv, MSTYPE = int8[], MFINALFUNC = int8_avg, MINITCOND = '{0,0}')

DROP AGGREGATE app.average(integer); CREATE AGGREGATE app.average(integer) (SFUNC = int4_avg_accum, STYPE = int8[], INITCOND = '{0,0}', FINALFUNC = int8_avg, MSFUNC = int4_avg_accum, MINVFUNC = int4_avg_accum_inv, MSTYPE = int8[], MSSPACE = 9, MFINALFUNC = int8_avg, MINITCOND = '{0,0}')

DROP AGGREGATE app.average(integer); CREATE AGGREGATE app.average(integer) (SFUNC = int4_avg_accum, STYPE = int8[], INITCOND = '{0,0}', FINALFUNC = int8_avg, MSFUNC = int4_avg_accum, MINVFUNC = int4_avg_accum_inv, MSTYPE = int8[], MSSPACE = 9, MFINALFUNC = int8_avg, MFINALFUNC_MODIFY = READ_WRITE, MINITCOND = '{0,0}')

CREATE AGGREGATE app.big(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine)

DROP AGGREGATE app.big(bigint); CREATE AGGREGATE app.big(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine, SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize)

DROP AGGREGATE app.big(bigint); CREATE AGGREGATE app.big(number bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine, SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize)

-- kind: enum

CREATE TYPE app.mood AS ENUM ('sad', 'happy')

ALTER TYPE app.mood ADD VALUE 'ok' BEFORE 'happy'

ALTER TYPE app.mood RENAME VALUE 'ok' TO 'fine'

ALTER TYPE app.mood OWNER TO nexus_alice

DROP TYPE app.mood; CREATE TYPE app.mood AS ENUM ('fine', 'sad', 'happy'); ALTER TYPE app.mood OWNER TO nexus_alice

COMMENT ON TYPE app.mood IS 'of people'

ALTER TYPE app.mood ADD VALUE 'glad'

ALTER TYPE app.mood RENAME TO temper

ALTER TYPE app.temper SET SCHEMA odd

ALTER TYPE odd.temper SET SCHEMA app; ALTER TYPE app.temper RENAME TO mood

CREATE TYPE app.no_values AS ENUM ()

-- kind: domain

CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0)

ALTER DOMAIN app.positive SET DEFAULT 1

ALTER DOMAIN app.positive SET NOT NULL

ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK (VALUE < 100) NOT VALID

ALTER DOMAIN app.positive VALIDATE CONSTRAINT small

COMMENT ON CONSTRAINT small ON DOMAIN app.positive IS 'not large'

ALTER DOMAIN app.positive DROP CONSTRAINT small

CREATE DOMAIN app.c_text AS text COLLATE "C"

COMMENT ON DOMAIN app.c_text IS 'bytes'

ALTER DOMAIN app.c_text OWNER TO nexus_bob

DROP DOMAIN app.c_text; CREATE DOMAIN app.c_text AS varchar(5) COLLATE "C"

DROP DOMAIN app.c_text; CREATE DOMAIN app.c_text AS varchar(5)

ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK (VALUE < 100)

ALTER DOMAIN app.positive RENAME CONSTRAINT small TO not_large

ALTER DOMAIN app.positive DROP NOT NULL

ALTER DOMAIN app.positive SET DEFAULT app.twice(1)

ALTER FUNCTION app.twice(integer) RENAME TO thrice

ALTER FUNCTION app.thrice(integer) RENAME TO twice

ALTER DOMAIN app.positive DROP DEFAULT

-- kind: composite type

ALTER TYPE app.pair ADD ATTRIBUTE c date

ALTER TYPE app.pair ALTER ATTRIBUTE b TYPE varchar(10)

ALTER TYPE app.pair RENAME ATTRIBUTE c TO d

ALTER TYPE app.pair DROP ATTRIBUTE d

COMMENT ON COLUMN app.pair.a IS 'the first'

COMMENT ON TYPE app.pair IS 'two'

ALTER TYPE app.pair OWNER TO nexus_bob

ALTER TYPE app.pair ADD ATTRIBUTE e text COLLATE "C"

ALTER TYPE app.pair ALTER ATTRIBUTE e TYPE text COLLATE "POSIX"

ALTER TYPE app.pair ALTER ATTRIBUTE e TYPE text

CREATE TYPE app.nothing AS ()

COMMENT ON COLUMN app.pair.e IS 'the last'

-- kind: range

CREATE TYPE app.floats AS RANGE (subtype = float8, subtype_diff = float8mi)

CREATE TYPE app.words AS RANGE (subtype = text, collation = "C", multirange_type_name = app.many_words)

DROP TYPE app.words; CREATE TYPE app.words AS RANGE (subtype = text, multirange_type_name = app.many_words)

ALTER TYPE app.floats OWNER TO nexus_alice

DROP TYPE app.floats; CREATE TYPE app.floats AS RANGE (subtype = float8)

DROP TYPE app.floats; CREATE TYPE app.floats AS RANGE (subtype = float4)

DROP TYPE app.words; CREATE TYPE app.words AS RANGE (subtype = text, subtype_opclass = text_pattern_ops, multirange_type_name = app.many_words)

-- kind: base type

CREATE TYPE app.base

CREATE FUNCTION app.base_in(cstring) RETURNS app.base LANGUAGE internal IMMUTABLE STRICT AS 'int4in'

CREATE FUNCTION app.base_out(app.base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'

CREATE TYPE app.base (INPUT = app.base_in, OUTPUT = app.base_out, LIKE = integer)

CREATE FUNCTION app.base_send(app.base) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'int4send'

ALTER TYPE app.base SET (SEND = app.base_send)

COMMENT ON TYPE app.base IS 'a number'

ALTER TYPE app.base OWNER TO nexus_alice

CREATE FUNCTION app.base_receive(internal) RETURNS app.base LANGUAGE internal IMMUTABLE STRICT AS 'int4recv'

ALTER TYPE app.base SET (RECEIVE = app.base_receive)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, CATEGORY = 'X')

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, CATEGORY = 'X', PREFERRED)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, CATEGORY = 'X', DEFAULT = 'none')

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, CATEGORY = 'X', DEFAULT = 'none', DELIMITER = ';')

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, CATEGORY = 'X', COLLATABLE)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, ALIGNMENT = double)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, STORAGE = extended, ALIGNMENT = double, ANALYZE = ts_typanalyze)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, TYPMOD_IN = bpchartypmodin)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, TYPMOD_IN = bpchartypmodin, TYPMOD_OUT = bpchartypmodout)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, ELEMENT = integer, SUBSCRIPT = raw_array_subscript_handler)

DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, ELEMENT = bigint, SUBSCRIPT = raw_array_subscript_handler)

-- unchanged
DROP TYPE IF EXISTS app.raw CASCADE; CREATE TYPE app.raw; CREATE FUNCTION app.raw_in(cstring) RETURNS app.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION app.raw_out(app.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out, ELEMENT = bigint, SUBSCRIPT = raw_array_subscript_handler)

DROP TYPE app.raw CASCADE

-- kind: cast

CREATE CAST (app.base AS integer) WITHOUT FUNCTION

DROP CAST (app.base AS integer); CREATE CAST (app.base AS integer) WITHOUT FUNCTION AS ASSIGNMENT

CREATE CAST (app.pair AS text) WITH INOUT AS IMPLICIT

COMMENT ON CAST (app.base AS integer) IS 'as it is'

CREATE FUNCTION app.number_of(app.base) RETURNS integer LANGUAGE sql AS 'SELECT 1'

DROP CAST (app.base AS integer); CREATE CAST (app.base AS integer) WITH FUNCTION app.number_of(app.base)

-- unchanged
DROP CAST (app.pair AS text); CREATE CAST (app.pair AS text) WITH INOUT AS IMPLICIT

CREATE CAST (integer AS app.pair) WITH INOUT

DROP CAST (integer AS app.pair)

-- kind: operator

CREATE FUNCTION app.same(app.base, app.base) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4eq'

CREATE FUNCTION app.less(app.base, app.base) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4lt'

CREATE FUNCTION app.compare(app.base, app.base) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'btint4cmp'

CREATE OPERATOR app.=== (LEFTARG = app.base, RIGHTARG = app.base, FUNCTION = app.same, COMMUTATOR = OPERATOR(app.===))

ALTER OPERATOR app.=== (app.base, app.base) SET (RESTRICT = eqsel, JOIN = eqjoinsel)

CREATE OPERATOR app.<< (LEFTARG = app.base, RIGHTARG = app.base, FUNCTION = app.less)

CREATE OPERATOR app.!! (RIGHTARG = app.base, FUNCTION = app.base_out)

ALTER OPERATOR app.=== (app.base, app.base) OWNER TO nexus_alice

COMMENT ON OPERATOR app.=== (app.base, app.base) IS 'the same'

DROP OPERATOR app.<< (app.base, app.base); CREATE OPERATOR app.<< (LEFTARG = app.base, RIGHTARG = app.base, FUNCTION = app.same)

DROP OPERATOR app.<< (app.base, app.base); CREATE OPERATOR app.<< (LEFTARG = app.base, RIGHTARG = app.base, FUNCTION = app.same, HASHES, MERGES)

DROP OPERATOR app.<< (app.base, app.base); CREATE OPERATOR app.<< (LEFTARG = app.base, RIGHTARG = app.base, FUNCTION = app.less, NEGATOR = OPERATOR(app.>>=))

CREATE OPERATOR app.>>= (LEFTARG = app.base, RIGHTARG = app.base, FUNCTION = app.same, NEGATOR = OPERATOR(app.<<))

ALTER OPERATOR app.<< (app.base, app.base) SET (RESTRICT = scalarltsel)

ALTER OPERATOR app.!! (NONE, app.base) SET SCHEMA odd

DROP OPERATOR odd.!! (NONE, app.base)

-- kind: operator family

CREATE OPERATOR FAMILY app.family USING btree

ALTER OPERATOR FAMILY app.family USING btree OWNER TO nexus_alice

COMMENT ON OPERATOR FAMILY app.family USING btree IS 'of operators'

ALTER OPERATOR FAMILY app.family USING btree ADD OPERATOR 1 app.<< (app.base, app.base)

ALTER OPERATOR FAMILY app.family USING btree ADD FUNCTION 1 (app.base, app.base) app.compare(app.base, app.base)

ALTER OPERATOR FAMILY app.family USING btree DROP FUNCTION 1 (app.base, app.base)

ALTER OPERATOR FAMILY app.family USING btree DROP OPERATOR 1 (app.base, app.base)

-- kind: operator class

CREATE OPERATOR CLASS app.base_ops DEFAULT FOR TYPE app.base USING btree FAMILY app.family AS OPERATOR 1 app.<<, OPERATOR 3 app.===, FUNCTION 1 app.compare(app.base, app.base)

CREATE OPERATOR CLASS app.base_hash FOR TYPE app.base USING hash AS OPERATOR 1 app.===

ALTER OPERATOR CLASS app.base_ops USING btree OWNER TO nexus_bob

COMMENT ON OPERATOR CLASS app.base_ops USING btree IS 'in order'

DROP OPERATOR CLASS app.base_hash USING hash; CREATE OPERATOR CLASS app.base_hash DEFAULT FOR TYPE app.base USING hash AS OPERATOR 1 app.===

CREATE OPERATOR CLASS app.near_ops FOR TYPE point USING gist FAMILY point_ops AS STORAGE box

ALTER OPERATOR FAMILY app.family USING btree ADD FUNCTION 4 (app.base, app.base) btequalimage(oid)

CREATE OPERATOR FAMILY app.near USING gist

ALTER OPERATOR FAMILY app.near USING gist ADD OPERATOR 15 <-> (point, point) FOR ORDER BY pg_catalog.float_ops

ALTER OPERATOR FAMILY app.near USING gist DROP OPERATOR 15 (point, point); ALTER OPERATOR FAMILY app.near USING gist ADD OPERATOR 15 <-> (point, point) FOR ORDER BY pg_catalog.integer_ops

ALTER OPERATOR CLASS app.near_ops USING gist RENAME TO nearer_ops

-- kind: conversion

CREATE CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8

CREATE DEFAULT CONVERSION app.default_latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8

ALTER CONVERSION app.latin OWNER TO nexus_alice

COMMENT ON CONVERSION app.latin IS 'of old'

DROP CONVERSION app.latin; CREATE CONVERSION app.latin FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8

-- kind: transform

CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))

COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 'odd'

CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal))

CREATE FUNCTION app.transformed(i integer) RETURNS integer LANGUAGE sql TRANSFORM FOR TYPE integer AS 'SELECT i'

DROP FUNCTION app.transformed(integer)

DROP TRANSFORM FOR integer LANGUAGE sql

-- kind: language

CREATE FUNCTION app.call() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'

CREATE FUNCTION app.validate(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator'

CREATE LANGUAGE nexus_language HANDLER app.call

ALTER LANGUAGE nexus_language OWNER TO nexus_alice

COMMENT ON LANGUAGE nexus_language IS 'spoken'

CREATE OR REPLACE TRUSTED LANGUAGE nexus_language HANDLER app.call

CREATE OR REPLACE TRUSTED LANGUAGE nexus_language HANDLER app.call VALIDATOR app.validate

CREATE OR REPLACE TRUSTED LANGUAGE nexus_language HANDLER app.call INLINE plpgsql_inline_handler VALIDATOR app.validate

CREATE OR REPLACE TRUSTED LANGUAGE nexus_language HANDLER app.call INLINE plpgsql_inline_handler

-- picture only: pg_dump prints no handler once one of them is PostgreSQL's own
CREATE OR REPLACE TRUSTED LANGUAGE nexus_language HANDLER app.call INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator

-- kind: access method

CREATE ACCESS METHOD nexus_heap TYPE TABLE HANDLER heap_tableam_handler

CREATE ACCESS METHOD nexus_gist TYPE INDEX HANDLER gisthandler

COMMENT ON ACCESS METHOD nexus_heap IS 'like heap'

DROP ACCESS METHOD nexus_gist; CREATE ACCESS METHOD nexus_gist TYPE INDEX HANDLER bthandler

CREATE TABLE app.other_access (id integer) USING nexus_heap

-- since: 15
ALTER TABLE app.other_access SET ACCESS METHOD heap

CREATE MATERIALIZED VIEW app.other_view USING nexus_heap AS SELECT 1 AS a

-- since: 15
ALTER MATERIALIZED VIEW app.other_view SET ACCESS METHOD heap

DROP MATERIALIZED VIEW app.other_view

-- since: 17
ALTER TABLE app.by_list SET ACCESS METHOD nexus_heap

-- since: 17
ALTER TABLE app.by_list SET ACCESS METHOD DEFAULT

-- kind: trigger

CREATE FUNCTION app.fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$

CREATE TRIGGER person_fire BEFORE INSERT ON app.person FOR EACH ROW EXECUTE FUNCTION app.fire()

CREATE OR REPLACE TRIGGER person_fire BEFORE INSERT OR UPDATE OF name ON app.person FOR EACH ROW WHEN (NEW.years > 3) EXECUTE FUNCTION app.fire('a')

ALTER TABLE app.person DISABLE TRIGGER person_fire

ALTER TABLE app.person ENABLE REPLICA TRIGGER person_fire

ALTER TABLE app.person ENABLE ALWAYS TRIGGER person_fire

ALTER TRIGGER person_fire ON app.person RENAME TO person_fired

COMMENT ON TRIGGER person_fired ON app.person IS 'fires'

CREATE CONSTRAINT TRIGGER person_later AFTER INSERT ON app.person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.fire()

CREATE TRIGGER event_fire AFTER INSERT ON app.event FOR EACH ROW EXECUTE FUNCTION app.fire()

ALTER TABLE app.event_2024 DISABLE TRIGGER event_fire

CREATE TRIGGER person_statement AFTER DELETE ON app.person REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.fire()

-- picture only: a foreign key whose triggers are disabled is not checked; pg_dump does not say so
ALTER TABLE app.item DISABLE TRIGGER ALL

-- picture only: as above
ALTER TABLE app.item ENABLE TRIGGER ALL

ALTER TABLE app.person ENABLE TRIGGER person_fired

CREATE TRIGGER adults_instead INSTEAD OF INSERT ON app.adults FOR EACH ROW EXECUTE FUNCTION app.fire()

ALTER FUNCTION app.fire() RENAME TO shoot

ALTER FUNCTION app.shoot() RENAME TO fire

DROP TRIGGER person_later ON app.person; CREATE CONSTRAINT TRIGGER person_later AFTER INSERT ON app.person DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.fire()

ALTER TABLE app.person ENABLE ALWAYS TRIGGER person_later

-- unchanged
ALTER TABLE app.person ENABLE ALWAYS TRIGGER person_later

DROP TRIGGER adults_instead ON app.adults

-- picture only: as above
DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE app.item ENABLE ALWAYS TRIGGER %I', tgname) FROM pg_trigger WHERE tgrelid = 'app.item'::regclass AND tgisinternal LIMIT 1); END $$

-- picture only: as above
ALTER TABLE app.item ENABLE TRIGGER ALL

-- kind: event trigger

CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$

CREATE EVENT TRIGGER nexus_watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION app.watch()

ALTER EVENT TRIGGER nexus_watch DISABLE

ALTER EVENT TRIGGER nexus_watch ENABLE REPLICA

COMMENT ON EVENT TRIGGER nexus_watch IS 'watches'

ALTER EVENT TRIGGER nexus_watch OWNER TO nexus_super

DROP EVENT TRIGGER nexus_watch; CREATE EVENT TRIGGER nexus_watch ON sql_drop EXECUTE FUNCTION app.watch()

ALTER EVENT TRIGGER nexus_watch ENABLE ALWAYS

ALTER EVENT TRIGGER nexus_watch ENABLE

ALTER EVENT TRIGGER nexus_watch RENAME TO nexus_watched

ALTER FUNCTION app.watch() RENAME TO look

-- kind: rule

CREATE RULE no_delete AS ON DELETE TO app.person DO INSTEAD NOTHING

CREATE OR REPLACE RULE no_delete AS ON DELETE TO app.person WHERE old.years > 3 DO INSTEAD NOTHING

ALTER TABLE app.person DISABLE RULE no_delete

COMMENT ON RULE no_delete ON app.person IS 'kept'

CREATE RULE adults_insert AS ON INSERT TO app.adults DO INSTEAD INSERT INTO app.person (id) VALUES (new.id)

ALTER TABLE app.person ENABLE REPLICA RULE no_delete

ALTER TABLE app.person ENABLE ALWAYS RULE no_delete

ALTER TABLE app.person ENABLE RULE no_delete

ALTER RULE no_delete ON app.person RENAME TO never_delete

ALTER RULE never_delete ON app.person RENAME TO no_delete

-- kind: policy

CREATE POLICY own ON app.person USING (name = current_user)

ALTER POLICY own ON app.person USING (name = session_user)

ALTER POLICY own ON app.person TO nexus_alice, nexus_bob

ALTER POLICY own ON app.person WITH CHECK (years > 5)

CREATE POLICY strict ON app.person AS RESTRICTIVE FOR UPDATE TO nexus_alice USING (true)

COMMENT ON POLICY own ON app.person IS 'mine'

ALTER POLICY own ON app.person RENAME TO mine

DROP POLICY strict ON app.person; CREATE POLICY strict ON app.person FOR UPDATE TO nexus_alice USING (true)

DROP POLICY strict ON app.person; CREATE POLICY strict ON app.person FOR DELETE TO nexus_alice USING (true)

ALTER POLICY mine ON app.person TO PUBLIC

ALTER POLICY mine ON app.person TO CURRENT_USER

ALTER POLICY mine ON app.person USING (EXISTS (SELECT FROM app.item i WHERE i.owner_id = person.id))

-- kind: foreign data wrapper

CREATE FOREIGN DATA WRAPPER nexus_wrapper

ALTER FOREIGN DATA WRAPPER nexus_wrapper OPTIONS (ADD debug 'true')

ALTER FOREIGN DATA WRAPPER nexus_wrapper VALIDATOR postgresql_fdw_validator

COMMENT ON FOREIGN DATA WRAPPER nexus_wrapper IS 'wraps'

ALTER FOREIGN DATA WRAPPER nexus_wrapper OWNER TO nexus_super

CREATE EXTENSION postgres_fdw

ALTER FOREIGN DATA WRAPPER nexus_wrapper HANDLER public.postgres_fdw_handler

ALTER FOREIGN DATA WRAPPER nexus_wrapper NO HANDLER

DROP EXTENSION postgres_fdw

-- kind: server

ALTER FOREIGN DATA WRAPPER nexus_wrapper NO VALIDATOR OPTIONS (DROP debug)

CREATE SERVER nexus_server TYPE 'a' VERSION '1' FOREIGN DATA WRAPPER nexus_wrapper OPTIONS (host 'here')

ALTER SERVER nexus_server VERSION '2'

ALTER SERVER nexus_server OPTIONS (SET host 'there')

ALTER SERVER nexus_server OWNER TO nexus_alice

COMMENT ON SERVER nexus_server IS 'serves'

DROP SERVER nexus_server; CREATE SERVER nexus_server TYPE 'b' FOREIGN DATA WRAPPER nexus_wrapper OPTIONS (host 'there')

-- kind: user mapping

CREATE USER MAPPING FOR nexus_alice SERVER nexus_server OPTIONS (user 'a', password 'one')

ALTER USER MAPPING FOR nexus_alice SERVER nexus_server OPTIONS (SET password 'two')

CREATE USER MAPPING FOR PUBLIC SERVER nexus_server

ALTER USER MAPPING FOR PUBLIC SERVER nexus_server OPTIONS (ADD user 'somebody')

DROP USER MAPPING FOR PUBLIC SERVER nexus_server

-- kind: foreign table

CREATE FOREIGN TABLE app.far (id integer OPTIONS (column_name 'a'), name text) SERVER nexus_server OPTIONS (table_name 'x')

ALTER FOREIGN TABLE app.far OPTIONS (SET table_name 'y')

ALTER FOREIGN TABLE app.far OWNER TO nexus_super

ALTER FOREIGN TABLE app.far ALTER COLUMN id OPTIONS (SET column_name 'b')

COMMENT ON FOREIGN TABLE app.far IS 'away'

ALTER FOREIGN TABLE app.far ADD CONSTRAINT far_id CHECK (id > 0)

ALTER FOREIGN TABLE app.far ALTER COLUMN name SET DEFAULT 'x'

ALTER FOREIGN TABLE app.far ALTER COLUMN name SET NOT NULL

ALTER FOREIGN TABLE app.far ALTER COLUMN name SET STATISTICS 77

CREATE TRIGGER far_fire AFTER INSERT ON app.far FOR EACH ROW EXECUTE FUNCTION app.fire()

CREATE FOREIGN TABLE app.event_far PARTITION OF app.by_list FOR VALUES IN ('far') SERVER nexus_server

DROP FOREIGN TABLE app.event_far

-- kind: extension

CREATE EXTENSION hstore WITH SCHEMA app VERSION '1.4'

-- picture only: pg_dump leaves the version to the server that restores
ALTER EXTENSION hstore UPDATE TO '1.5'

ALTER EXTENSION hstore SET SCHEMA public

COMMENT ON EXTENSION hstore IS 'another'

ALTER FUNCTION app.twice(integer) DEPENDS ON EXTENSION hstore

ALTER FUNCTION app.twice(integer) NO DEPENDS ON EXTENSION hstore

ALTER EXTENSION hstore ADD TABLE app.serial_one

ALTER EXTENSION hstore DROP TABLE app.serial_one

-- unchanged
COMMENT ON FUNCTION public.akeys(public.hstore) IS 'a comment on what belongs to an extension'

GRANT EXECUTE ON FUNCTION public.akeys(public.hstore) TO nexus_alice

ALTER INDEX app.person_by_name DEPENDS ON EXTENSION hstore

ALTER TRIGGER person_fired ON app.person DEPENDS ON EXTENSION hstore

ALTER INDEX app.person_by_name NO DEPENDS ON EXTENSION hstore

REVOKE EXECUTE ON FUNCTION public.akeys(public.hstore) FROM nexus_alice

-- unchanged
GRANT EXECUTE ON FUNCTION public.avals(public.hstore) TO postgres

-- kind: publication

CREATE PUBLICATION nexus_publication FOR TABLE app.person, app.item

ALTER PUBLICATION nexus_publication DROP TABLE app.item

ALTER PUBLICATION nexus_publication SET (publish = 'insert, update')

ALTER PUBLICATION nexus_publication SET (publish = 'delete, truncate')

ALTER PUBLICATION nexus_publication SET (publish_via_partition_root = true)

ALTER PUBLICATION nexus_publication OWNER TO nexus_super

COMMENT ON PUBLICATION nexus_publication IS 'published'

-- since: 15
ALTER PUBLICATION nexus_publication SET TABLE app.person (id, name) WHERE (id > 3)

-- since: 15
ALTER PUBLICATION nexus_publication SET TABLE app.person (id, name) WHERE (id > 4)

-- since: 15
ALTER PUBLICATION nexus_publication SET TABLE app.person (id, email) WHERE (id > 4)

-- since: 15
CREATE PUBLICATION nexus_schema_publication FOR TABLES IN SCHEMA app

CREATE PUBLICATION nexus_all FOR ALL TABLES

-- since: 18
ALTER PUBLICATION nexus_all SET (publish_generated_columns = stored)

ALTER PUBLICATION nexus_publication SET (publish = 'insert')

ALTER PUBLICATION nexus_publication SET (publish = 'insert, update')

ALTER PUBLICATION nexus_publication SET (publish = 'insert, update, delete')

ALTER PUBLICATION nexus_publication ADD TABLE app.by_list

-- since: 15
ALTER PUBLICATION nexus_schema_publication ADD TABLES IN SCHEMA odd

-- since: 15
ALTER PUBLICATION nexus_schema_publication DROP TABLES IN SCHEMA odd

ALTER PUBLICATION nexus_all RENAME TO nexus_everything

-- kind: subscription

CREATE SUBSCRIPTION nexus_subscription CONNECTION 'dbname=nowhere' PUBLICATION a WITH (connect = false)

ALTER SUBSCRIPTION nexus_subscription SET (slot_name = NONE)

ALTER SUBSCRIPTION nexus_subscription SET PUBLICATION a, b WITH (refresh = false)

ALTER SUBSCRIPTION nexus_subscription SET (synchronous_commit = local)

ALTER SUBSCRIPTION nexus_subscription SET (binary = true)

ALTER SUBSCRIPTION nexus_subscription SET (streaming = true)

ALTER SUBSCRIPTION nexus_subscription OWNER TO nexus_super

-- since: 15
ALTER SUBSCRIPTION nexus_subscription SET (disable_on_error = true)

-- since: 16
ALTER SUBSCRIPTION nexus_subscription SET (origin = none)

-- since: 16
ALTER SUBSCRIPTION nexus_subscription SET (run_as_owner = true)

-- since: 16
ALTER SUBSCRIPTION nexus_subscription SET (password_required = false)

-- dump only: only a superuser may read it, and it may hold a password
ALTER SUBSCRIPTION nexus_subscription CONNECTION 'dbname=elsewhere'

COMMENT ON SUBSCRIPTION nexus_subscription IS 'subscribed'

ALTER SUBSCRIPTION nexus_subscription SET (slot_name = 'nexus_slot')

-- picture only: pg_dump leaves every subscription disabled
ALTER SUBSCRIPTION nexus_subscription ENABLE

-- picture only: as above
ALTER SUBSCRIPTION nexus_subscription DISABLE

ALTER SUBSCRIPTION nexus_subscription SET (slot_name = NONE)

-- since: 16
ALTER SUBSCRIPTION nexus_subscription SET (streaming = parallel)

-- since: 15
CREATE SUBSCRIPTION nexus_two_phase CONNECTION 'dbname=nowhere' PUBLICATION a WITH (connect = false, slot_name = NONE, two_phase = true)

-- since: 15
DROP SUBSCRIPTION nexus_two_phase

-- since: 17
CREATE SUBSCRIPTION nexus_failover CONNECTION 'dbname=nowhere' PUBLICATION a WITH (connect = false, slot_name = NONE, failover = false)

-- since: 17
DROP SUBSCRIPTION nexus_failover; CREATE SUBSCRIPTION nexus_failover CONNECTION 'dbname=nowhere' PUBLICATION a WITH (connect = false, slot_name = NONE, failover = true)

-- since: 17
DROP SUBSCRIPTION nexus_failover

ALTER SUBSCRIPTION nexus_subscription SET PUBLICATION b, a WITH (refresh = false)

-- kind: statistics

CREATE STATISTICS app.person_statistics (ndistinct, dependencies) ON name, email FROM app.person

ALTER STATISTICS app.person_statistics SET STATISTICS 200

ALTER STATISTICS app.person_statistics OWNER TO nexus_alice

COMMENT ON STATISTICS app.person_statistics IS 'together'

CREATE STATISTICS app.person_lower_statistics ON lower(name) FROM app.person

DROP STATISTICS app.person_lower_statistics; CREATE STATISTICS app.person_lower_statistics ON upper(name) FROM app.person

DROP STATISTICS app.person_statistics; CREATE STATISTICS app.person_statistics (mcv) ON name, email FROM app.person

DROP STATISTICS app.person_statistics; CREATE STATISTICS app.person_statistics (mcv) ON name, email, id FROM app.person

-- unchanged
DROP STATISTICS app.person_statistics; CREATE STATISTICS app.person_statistics (mcv) ON id, email, name FROM app.person

ALTER STATISTICS app.person_statistics RENAME TO renamed_statistics

ALTER STATISTICS app.renamed_statistics SET STATISTICS 0

-- kind: text search

CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)

COMMENT ON TEXT SEARCH PARSER app.parser IS 'parses'

DROP TEXT SEARCH PARSER app.parser; CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype)

CREATE TEXT SEARCH TEMPLATE app.template (INIT = dsimple_init, LEXIZE = dsimple_lexize)

COMMENT ON TEXT SEARCH TEMPLATE app.template IS 'a pattern'

DROP TEXT SEARCH TEMPLATE app.template; CREATE TEXT SEARCH TEMPLATE app.template (INIT = dsynonym_init, LEXIZE = dsynonym_lexize)

DROP TEXT SEARCH TEMPLATE app.template; CREATE TEXT SEARCH TEMPLATE app.template (INIT = dsimple_init, LEXIZE = dsimple_lexize)

CREATE TEXT SEARCH DICTIONARY app.dictionary (TEMPLATE = app.template)

ALTER TEXT SEARCH DICTIONARY app.dictionary (STOPWORDS = english)

ALTER TEXT SEARCH DICTIONARY app.dictionary OWNER TO nexus_alice

COMMENT ON TEXT SEARCH DICTIONARY app.dictionary IS 'words'

CREATE TEXT SEARCH CONFIGURATION app.configuration (PARSER = app.parser)

ALTER TEXT SEARCH CONFIGURATION app.configuration ADD MAPPING FOR asciiword, word WITH app.dictionary, simple

ALTER TEXT SEARCH CONFIGURATION app.configuration ALTER MAPPING FOR word WITH simple, app.dictionary

ALTER TEXT SEARCH CONFIGURATION app.configuration DROP MAPPING FOR word

COMMENT ON TEXT SEARCH CONFIGURATION app.configuration IS 'configured'

ALTER TEXT SEARCH CONFIGURATION app.configuration OWNER TO nexus_bob

DROP TEXT SEARCH DICTIONARY app.dictionary CASCADE; CREATE TEXT SEARCH DICTIONARY app.dictionary (TEMPLATE = simple)

CREATE TEXT SEARCH CONFIGURATION app.english (COPY = pg_catalog.english)

ALTER TEXT SEARCH CONFIGURATION app.english ALTER MAPPING REPLACE english_stem WITH simple

ALTER TEXT SEARCH CONFIGURATION app.english RENAME TO german

DROP TEXT SEARCH CONFIGURATION app.german; CREATE TEXT SEARCH CONFIGURATION app.german (PARSER = pg_catalog."default")

ALTER TEXT SEARCH DICTIONARY app.dictionary (STOPWORDS = english, ACCEPT = false)

ALTER TEXT SEARCH DICTIONARY app.dictionary (STOPWORDS)

DROP TEXT SEARCH PARSER app.parser; CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)

-- kind: collation

CREATE COLLATION app.posix (LOCALE = 'POSIX')

CREATE COLLATION app.copied FROM "C"

ALTER COLLATION app.posix OWNER TO nexus_alice

COMMENT ON COLLATION app.posix IS 'plain'

DROP COLLATION app.copied; CREATE COLLATION app.copied (LC_COLLATE = 'C', LC_CTYPE = 'POSIX')

CREATE COLLATION app.german (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false)

DROP COLLATION app.german; CREATE COLLATION app.german (PROVIDER = icu, LOCALE = 'de')

DROP COLLATION app.german; CREATE COLLATION app.german (PROVIDER = icu, LOCALE = 'de-AT')

-- unchanged
ALTER COLLATION app.german REFRESH VERSION

-- since: 16
DROP COLLATION app.german; CREATE COLLATION app.german (PROVIDER = icu, LOCALE = 'de-AT', RULES = '&a < g')

-- since: 17
CREATE COLLATION app.built_in (PROVIDER = builtin, LOCALE = 'C.UTF-8')

ALTER TABLE app.item ALTER COLUMN label TYPE text COLLATE app.posix

ALTER COLLATION app.posix RENAME TO posix_again

-- kind: grant

GRANT SELECT ON app.person TO nexus_bob

GRANT INSERT, UPDATE ON app.person TO nexus_bob WITH GRANT OPTION

REVOKE GRANT OPTION FOR UPDATE ON app.person FROM nexus_bob

GRANT SELECT ON app.person TO PUBLIC

GRANT SELECT (name), UPDATE (email) ON app.person TO nexus_carol

REVOKE SELECT (name) ON app.person FROM nexus_carol

-- unchanged
GRANT ALL ON app.item TO postgres

REVOKE INSERT ON app.item FROM postgres

GRANT INSERT ON app.item TO postgres

GRANT USAGE ON SCHEMA app TO nexus_bob

REVOKE ALL ON SCHEMA public FROM PUBLIC

GRANT USAGE ON SEQUENCE app.numbers TO nexus_alice

REVOKE EXECUTE ON FUNCTION app.twice(integer) FROM PUBLIC

GRANT EXECUTE ON PROCEDURE app.act(integer) TO nexus_alice

REVOKE USAGE ON TYPE app.mood FROM PUBLIC

GRANT USAGE ON DOMAIN app.positive TO nexus_alice

REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC

GRANT USAGE ON FOREIGN DATA WRAPPER nexus_wrapper TO nexus_bob

GRANT USAGE ON FOREIGN SERVER nexus_server TO nexus_bob

REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC

GRANT SELECT ON app.adults TO nexus_carol

GRANT SELECT (label) ON app.adults TO nexus_alice

-- unchanged
GRANT SELECT ON information_schema.tables TO nexus_alice

SET ROLE nexus_bob; GRANT INSERT ON app.person TO nexus_carol; RESET ROLE

GRANT EXECUTE ON FUNCTION app.total(integer) TO nexus_carol

GRANT SELECT ON app.far TO nexus_carol

GRANT SELECT ON app.totals TO nexus_carol

GRANT CREATE ON SCHEMA app TO nexus_bob WITH GRANT OPTION

REVOKE SELECT ON app.person FROM PUBLIC

GRANT ALL ON app.item TO nexus_carol

REVOKE TRIGGER ON app.item FROM nexus_carol

-- since: 17
REVOKE MAINTAIN ON app.item FROM nexus_carol

GRANT REFERENCES (id), INSERT (id) ON app.item TO PUBLIC

-- unchanged
GRANT TEMPORARY ON DATABASE nexus_oracle TO nexus_carol

-- unchanged
GRANT CREATE ON TABLESPACE nexus_space TO nexus_carol

-- unchanged
GRANT nexus_alice TO nexus_carol

-- since: 15
-- unchanged
GRANT SET ON PARAMETER work_mem TO nexus_carol

-- kind: default privileges

ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO nexus_bob

ALTER DEFAULT PRIVILEGES FOR ROLE nexus_alice REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC

ALTER DEFAULT PRIVILEGES FOR ROLE nexus_alice GRANT USAGE ON SEQUENCES TO nexus_carol WITH GRANT OPTION

ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO nexus_bob

ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO nexus_bob

ALTER DEFAULT PRIVILEGES FOR ROLE nexus_alice GRANT EXECUTE ON FUNCTIONS TO PUBLIC

ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM nexus_bob

ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO nexus_bob

-- since: 18
ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO nexus_bob

ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO nexus_carol

CREATE TABLE app.granted_by_default (id integer)

-- kind: security label

SET allow_system_table_mods = on; INSERT INTO pg_seclabel VALUES ('app.item'::regclass, 'pg_class'::regclass, 0, 'provider', 'secret')

UPDATE pg_seclabel SET label = 'top secret'

INSERT INTO pg_seclabel VALUES ('app.item'::regclass, 'pg_class'::regclass, 1, 'provider', 'secret')

DELETE FROM pg_seclabel

-- kind: what is not compared

-- unchanged
COMMENT ON DATABASE nexus_oracle IS 'of the database itself, which pg_dump prints with --create only'

-- unchanged
ALTER DATABASE nexus_oracle SET work_mem = '5MB'

-- unchanged
COMMENT ON ROLE nexus_alice IS 'of all databases'

-- unchanged
SELECT lo_create(4711)

-- unchanged
COMMENT ON FUNCTION pg_catalog.pg_sleep(double precision) IS 'a comment on what belongs to PostgreSQL'

-- unchanged
COMMENT ON LARGE OBJECT 4711 IS 'large'

-- unchanged
COMMENT ON TABLESPACE nexus_space IS 'of all databases'

-- unchanged
ALTER ROLE nexus_alice IN DATABASE nexus_oracle SET work_mem = '5MB'

-- unchanged
CREATE TEMPORARY VIEW short AS SELECT id FROM app.item

-- unchanged
CREATE FUNCTION pg_temp.short() RETURNS integer LANGUAGE sql AS 'SELECT 1'

-- kind: removal

ALTER TABLE app.person DROP CONSTRAINT adult

ALTER TABLE app.person DISABLE ROW LEVEL SECURITY

DROP POLICY mine ON app.person

DROP TRIGGER person_fired ON app.person

DROP RULE no_delete ON app.person

DROP INDEX app.person_by_name

COMMENT ON TABLE app.person IS NULL

DROP VIEW app.adults

DROP TABLE app.person CASCADE

ALTER SUBSCRIPTION nexus_subscription DISABLE; DROP SUBSCRIPTION nexus_subscription

DROP SCHEMA app CASCADE
