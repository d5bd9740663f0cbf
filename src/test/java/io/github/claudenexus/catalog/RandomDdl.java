package io.github.claudenexus.catalog;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Statements over a few names, so that they meet: many are refused, as what they are about is not there. */
final class RandomDdl {

    private static final Map<String, List<String>> WORDS = Map.of(
            "schema", List.of("public", "s", "r"),
            "table", List.of("public.t1", "public.t2", "s.t1"),
            "name", List.of("t1", "t2"),
            "view", List.of("public.v1", "s.v1"),
            "column", List.of("a", "b", "c"),
            "type", List.of("int", "text", "numeric(8,2)", "public.e1", "s.c1", "public.d1", "public.t1", "int[]"),
            "function", List.of("public.f1", "s.f2"),
            "index", List.of("i1", "i2", "s.i1", "t1_pkey"),
            "role", List.of("PUBLIC", "pg_monitor", "CURRENT_USER"),
            "number", List.of("1", "2", "3"));

    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE <table> (a <type>, b <type>, c int DEFAULT <number>)",
            "CREATE TABLE <table> (a int PRIMARY KEY, b int REFERENCES <table>, d text)",
            "CREATE TABLE <table> (a serial, LIKE <table> INCLUDING ALL)",
            "CREATE TABLE <table> (d int) INHERITS (<table>)",
            "CREATE TABLE <table> (a int, b text) PARTITION BY LIST (a)",
            "CREATE TABLE <table> PARTITION OF <table> FOR VALUES IN (<number>)",
            "ALTER TABLE <table> DETACH PARTITION <table>",
            "DROP TABLE <table> CASCADE",
            "ALTER TABLE <table> ADD <column> <type>",
            "ALTER TABLE <table> ADD <column> int GENERATED ALWAYS AS IDENTITY",
            "ALTER TABLE <table> ADD <column> int GENERATED ALWAYS AS (a + <number>) STORED",
            "ALTER TABLE <table> DROP <column>",
            "ALTER TABLE <table> DROP <column> CASCADE",
            "ALTER TABLE <table> ALTER <column> TYPE <type> USING NULL",
            "ALTER TABLE <table> ALTER <column> SET DEFAULT <number>",
            "ALTER TABLE <table> ALTER <column> SET NOT NULL",
            "ALTER TABLE <table> ALTER <column> SET STATISTICS <number>",
            "ALTER TABLE <table> RENAME <column> TO <column>",
            "ALTER TABLE <table> RENAME TO <name>",
            "ALTER TABLE <table> SET SCHEMA <schema>",
            "ALTER TABLE <table> SET (toast.autovacuum_enabled = false)",
            "ALTER TABLE <table> ADD CONSTRAINT k<number> CHECK (a IS NOT NULL)",
            "ALTER TABLE <table> ADD CONSTRAINT k<number> UNIQUE (<column>)",
            "ALTER TABLE <table> ADD CONSTRAINT k<number> FOREIGN KEY (b) REFERENCES <table> (a)",
            "ALTER TABLE <table> DROP CONSTRAINT k<number> CASCADE",
            "ALTER TABLE <table> RENAME CONSTRAINT k<number> TO k<number>",
            "ALTER TABLE <table> DISABLE TRIGGER ALL",
            "ALTER TABLE <table> ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE <table> INHERIT <table>",
            "ALTER TABLE <table> NO INHERIT <table>",
            "CREATE INDEX i<number> ON <table> (<column>)",
            "CREATE INDEX i<number> ON <table> ((a IS NULL)) WHERE <column> IS NOT NULL",
            "ALTER INDEX <index> RENAME TO i<number>",
            "ALTER INDEX <index> SET (fillfactor = 7<number>)",
            "DROP INDEX <index>",
            "CREATE VIEW <view> AS SELECT * FROM <table>",
            "CREATE VIEW <view> AS SELECT * FROM <table> JOIN <table> x USING (a)",
            "CREATE VIEW <view> AS SELECT x.a AS y, v.* FROM <table> x, <view> v",
            "CREATE VIEW <view> AS SELECT <function>(<number>) AS a, x AS b FROM <table> x",
            "CREATE OR REPLACE VIEW <view> AS SELECT a FROM <table>",
            "ALTER VIEW <view> RENAME <column> TO <column>",
            "DROP VIEW <view> CASCADE",
            "CREATE OR REPLACE FUNCTION <function>(x int) RETURNS int LANGUAGE sql AS 'SELECT <number>'",
            "CREATE OR REPLACE FUNCTION <function>(x int) RETURNS int BEGIN ATOMIC SELECT a FROM <table>; END",
            "CREATE FUNCTION <function>() RETURNS SETOF <table> LANGUAGE sql AS 'SELECT NULL'",
            "ALTER FUNCTION <function>(int) RENAME TO f<number>",
            "DROP FUNCTION <function>(int) CASCADE",
            "CREATE TYPE public.e1 AS ENUM ('x', 'y')",
            "ALTER TYPE public.e1 ADD VALUE 'z<number>'",
            "ALTER TYPE public.e1 RENAME VALUE 'x' TO 'x<number>'",
            "CREATE TYPE s.c1 AS (a int, b text)",
            "ALTER TYPE s.c1 ADD ATTRIBUTE <column> int",
            "ALTER TYPE s.c1 RENAME ATTRIBUTE <column> TO <column>",
            "CREATE DOMAIN public.d1 AS text CHECK (VALUE <> '<number>')",
            "ALTER DOMAIN public.d1 SET DEFAULT '<number>'",
            "DROP TYPE public.e1 CASCADE",
            "DROP TYPE s.c1 CASCADE",
            "DROP DOMAIN public.d1 CASCADE",
            "ALTER TABLE <table> ALTER <column> SET DEFAULT 'x'::public.e1",
            "COMMENT ON TABLE <table> IS '<number>'",
            "COMMENT ON COLUMN <table>.<column> IS '<number>'",
            "COMMENT ON COLUMN <table>.<column> IS NULL",
            "COMMENT ON INDEX <index> IS '<number>'",
            "COMMENT ON SCHEMA <schema> IS '<number>'",
            "GRANT SELECT ON <table> TO <role>",
            "GRANT UPDATE (<column>) ON <table> TO <role>",
            "REVOKE ALL ON <table> FROM <role>",
            "GRANT USAGE ON SCHEMA <schema> TO <role>",
            "GRANT EXECUTE ON FUNCTION <function>(int) TO <role>",
            "CREATE POLICY p<number> ON <table> USING (a IN (SELECT a FROM <table>))",
            "DROP POLICY p<number> ON <table>",
            "CREATE RULE u<number> AS ON DELETE TO <table> DO ALSO DELETE FROM <table> WHERE a = OLD.a",
            "DROP RULE u<number> ON <table>",
            "CREATE TRIGGER g<number> BEFORE UPDATE ON <table> FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a)"
                    + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "DROP TRIGGER g<number> ON <table>",
            "ALTER TRIGGER g<number> ON <table> RENAME TO g<number>",
            "CREATE STATISTICS x<number> ON a, b FROM <table>",
            "DROP STATISTICS x<number>",
            "CREATE SEQUENCE q<number>",
            "ALTER SEQUENCE q<number> INCREMENT <number>",
            "ALTER SEQUENCE q<number> OWNED BY <table>.<column>",
            "DROP SEQUENCE q<number> CASCADE",
            "ALTER TABLE <table> ALTER <column> SET DEFAULT nextval('q<number>')",
            "ALTER SCHEMA r RENAME TO r2",
            "ALTER SCHEMA r2 RENAME TO r",
            "BEGIN; ALTER TABLE <table> ADD <column> int; SAVEPOINT x; ALTER TABLE <table> ADD <column> text; ROLLBACK TO x;"
                    + " COMMENT ON TABLE <table> IS 'x<number>'; COMMIT",
            "BEGIN; DROP TABLE <table> CASCADE; ROLLBACK");

    private static final Pattern WORD = Pattern.compile("<(\\w+)>");

    private RandomDdl() {}

    static String statement(Random random) {
        return WORD.matcher(one(random, STATEMENTS))
                .replaceAll(word -> one(random, WORDS.getOrDefault(word.group(1), List.of())));
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
