package io.github.claudenexus.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows made from the catalog, on a real server. */
class GeneratedRowsTest extends DatabaseTest {

    private static final String TABLES = """
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
            ORDER BY 1""";

    /** Fills every table of the schema public that has no row. */
    private Map<String, String> fill(RowChoice choice) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.createStatement().execute("SET search_path = ''");
            List<String> tables = Statements.query(connection, TABLES, row -> row.getString(1));
            connection.createStatement().execute("RESET search_path");
            tables.removeIf(table -> !isEmpty(table));
            return GeneratedRows.fill(connection, tables, choice);
        }
    }

    private boolean isEmpty(String table) {
        try {
            return database.value("SELECT count(*) FROM " + table).equals("0");
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Map<String, String> fill(String... statements) throws SQLException {
        for (String statement : statements) {
            database.execute(statement);
        }
        return fill(RowChoice.ALL);
    }

    private String values(String sql) throws SQLException {
        return database.value("SELECT string_agg(v, ' | ') FROM (" + sql + ") AS t (v)");
    }

    private static final List<String> TYPES = List.of(
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "numeric",
            "numeric(8, 2)",
            "numeric(3, 3)",
            "numeric(5)",
            "money",
            "text",
            "varchar",
            "varchar(3)",
            "varchar(100)",
            "character",
            "character(5)",
            "name",
            "\"char\"",
            "bytea",
            "date",
            "timestamp",
            "timestamptz",
            "timestamp(0)",
            "time",
            "timetz",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "jsonpath",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "bit",
            "bit(5)",
            "varbit",
            "varbit(3)",
            "tsvector",
            "tsquery",
            "oid",
            "xid",
            "xid8",
            "cid",
            "tid",
            "pg_lsn",
            "pg_snapshot",
            "regclass",
            "regtype",
            "regproc",
            "regconfig",
            "int4range",
            "numrange",
            "daterange",
            "tstzrange",
            "int8multirange",
            "integer[]",
            "text[]",
            "numeric(8, 2)[]",
            "box[]",
            "jsonb[]",
            "timestamptz[]",
            "int4range[]");

    @Test
    void everyTypeHasItsRowsAndEachKindOfThemAnother() throws SQLException {
        List<String> tables = new ArrayList<>();
        for (String type : TYPES) {
            tables.add("CREATE TABLE t" + tables.size() + " (v " + type + ")");
        }
        assertThat(fill(String.join("; ", tables))).isEmpty();

        SoftAssertions all = new SoftAssertions();
        for (int table = 0; table < TYPES.size(); table++) {
            // Typical, second, duplicate, nulls, greatest, least, odd.
            all.assertThat(database.value("SELECT count(*) || ' ' || count(v) FROM t" + table))
                    .as(TYPES.get(table))
                    .isEqualTo("7 6");
        }
        all.assertAll();
    }

    @Test
    void theValuesAreTheExtremesOfTheirTypes() throws SQLException {
        fill("CREATE TABLE t (i integer, v varchar(40), n numeric(8, 2), d date, a int[], j jsonb)");

        assertThat(values("SELECT coalesce(i::text, 'null') FROM t"))
                .isEqualTo("1 | 2 | 1 | null | 2147483647 | -2147483648 | 0");
        assertThat(values("SELECT coalesce(v, 'null') FROM t"))
                .isEqualTo("Sample 1 | Sample 2 | Sample 1 | null | The quick brown fox jumps over the lazy  | "
                        + " |   Ünïcode 'it''s' \"q\"\t\\ %_  ");
        assertThat(values("SELECT coalesce(n::text, 'null') FROM t"))
                .isEqualTo("1.37 | 2.37 | 1.37 | null | 999999.37 | -999999.37 | -0.05");
        assertThat(values("SELECT coalesce(d::text, 'null') FROM t"))
                .isEqualTo("2024-02-28 | 2024-02-29 | 2024-02-28 | null | infinity | -infinity | 1969-12-31");
        assertThat(values("SELECT coalesce(a::text, 'null') FROM t"))
                .isEqualTo("{1,2} | {2,3} | {1,2} | null | {2147483647,2147483647} | {} | {0,NULL}");
        assertThat(values("SELECT coalesce(j::text, 'null') FROM t"))
                .isEqualTo("{\"id\": 1, \"name\": \"Sample 1\"} | {\"id\": 2, \"name\": \"Sample 2\"} |"
                        + " {\"id\": 1, \"name\": \"Sample 1\"} | null |"
                        + " {\"a\": {\"b\": [1, null, {\"c\": []}]}, \"d\": \"\\\" \\\\ é\", \"e\": 1.50} | {} | []");
    }

    @Test
    void theSameTablesGetTheSameRows() throws SQLException {
        String tables = "CREATE TABLE b (id serial PRIMARY KEY, v text, at timestamptz DEFAULT now());"
                + "CREATE TABLE a (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), b integer REFERENCES b, n float8)";
        fill(tables);
        String once = database.value("SELECT md5(string_agg(a::text, '')) FROM a")
                + database.value("SELECT md5(string_agg(b::text, '')) FROM b");

        fill("DROP TABLE a, b", tables);

        assertThat(database.value("SELECT md5(string_agg(a::text, '')) FROM a")
                        + database.value("SELECT md5(string_agg(b::text, '')) FROM b"))
                .isEqualTo(once);
    }

    @Test
    void aTableThatHasARowIsLeftAlone() throws SQLException {
        fill("CREATE TABLE t (v text)", "INSERT INTO t VALUES ('mine')");

        assertThat(values("SELECT v FROM t")).isEqualTo("mine");
    }

    @Test
    void aSequenceGivesItsKeysOrIsLeftAloneWithFarOnes() throws SQLException {
        String table = "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)";
        fill(table);
        assertThat(database.value("SELECT max(id) || ' ' || (SELECT last_value FROM t_id_seq) FROM t"))
                .isEqualTo("7 7");

        database.execute("DROP TABLE t; " + table);
        assertThat(fill(RowChoice.ALL.withFarKeys())).isEmpty();

        assertThat(database.value("SELECT min(id) || ' ' || (SELECT is_called FROM t_id_seq) FROM t"))
                .isEqualTo("1000000 false");
    }

    @Test
    void everyValueOfAnEnumIsThere() throws SQLException {
        fill("CREATE TYPE e AS ENUM ('a','b','c','d','e','f','g','h','i','j')", "CREATE TABLE t (v e NOT NULL)");

        assertThat(database.value("SELECT count(DISTINCT v) FROM t")).isEqualTo("10");
    }

    @Test
    void typesOfOnesOwnAreMadeOfTheirParts() throws SQLException {
        Map<String, String> refused = fill(
                "CREATE TYPE mood AS ENUM ('sad', 'it''s \"fine\"')",
                "CREATE DOMAIN code AS varchar(3) NOT NULL CHECK (VALUE ~ '^[A-Z]{3}$')",
                "CREATE DOMAIN price AS numeric(8, 2) CHECK (VALUE > 0)",
                "CREATE TYPE place AS (street text, number integer, mood mood, tags text[])",
                "CREATE TYPE floatrange AS RANGE (subtype = float8)",
                "CREATE TABLE t (c code, p price, w place, f floatrange, ms mood[], ws place[], ps price[])");

        assertThat(refused).isEmpty();
        assertThat(values("SELECT DISTINCT c::text FROM t")).isEqualTo("AAA");
        assertThat(values("SELECT coalesce(p::text, 'null') FROM t"))
                .isEqualTo("1.37 | 2.37 | 1.37 | null | 999999.37 | 1.00 | 7.37");
        assertThat(values("SELECT w::text FROM t LIMIT 1"))
                .isEqualTo("(\"Sample 1\",1,sad,\"{\"\"Sample 1\"\",\"\"Sample 2\"\"}\")");
        assertThat(values("SELECT f::text FROM t LIMIT 1")).isEqualTo("[0.25,1.25)");
        assertThat(values("SELECT ms::text FROM t OFFSET 1 LIMIT 1")).isEqualTo("{\"it's \\\"fine\\\"\",sad}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status text CHECK (status IN ('new', 'paid', 'sent'))                  | SELECT string_agg(DISTINCT status, ',') FROM t | new,paid,sent
            age integer CHECK (age BETWEEN 18 AND 150)                             | SELECT min(age) + max(age) FROM t              | 168
            code text NOT NULL CHECK (length(code) = 7)                            | SELECT min(length(code)) FROM t                | 7
            mail text NOT NULL CHECK (mail LIKE '%@%')                             | SELECT min(mail) FROM t                        | a@example.com
            a integer NOT NULL, b integer NOT NULL, CHECK (a < b)                  | SELECT bool_and(a < b) FROM t                  | true
            a integer NOT NULL, b integer NOT NULL, CHECK (a > b)                  | SELECT bool_and(a > b) FROM t                  | true
            a date NOT NULL, b date, CHECK (b > a)                                 | SELECT count(b) > 0 FROM t                     | true
            a integer, b integer, CHECK (num_nonnulls(a, b) = 1)                   | SELECT count(a) > 0 FROM t                     | true
            k text NOT NULL, x integer, CHECK (k = 'x' AND x > 0 OR k = 'none' AND x IS NULL) | SELECT count(*) > 1 FROM t          | true
            j jsonb NOT NULL CHECK (jsonb_typeof(j) = 'array')                     | SELECT count(*) > 2 FROM t                     | true
            """)
    void aRowIsMadeThatConditionsTake(String columns, String query, String expected) throws SQLException {
        fill("CREATE TABLE t (" + columns.strip() + ")");

        assertThat(database.value(query)).isEqualTo(expected.equals("true") ? "t" : expected);
    }

    @Test
    void keysOfOthersAreThoseOfRowsThatAreThere() throws SQLException {
        Map<String, String> refused = fill(
                "CREATE TABLE z (a integer, b text, PRIMARY KEY (a, b))",
                "CREATE TABLE y (id serial PRIMARY KEY, a integer NOT NULL, b text NOT NULL,"
                        + " FOREIGN KEY (a, b) REFERENCES z)",
                "CREATE TABLE x (y integer REFERENCES y, a integer, b text, PRIMARY KEY (y, a, b),"
                        + " FOREIGN KEY (a, b) REFERENCES z)",
                "CREATE TABLE w (id integer PRIMARY KEY REFERENCES y, own integer REFERENCES w)",
                "CREATE TABLE v (id integer PRIMARY KEY, own integer NOT NULL REFERENCES v)");

        assertThat(refused).isEmpty();
        assertThat(database.value("SELECT count(*) > 5 FROM x")).isEqualTo("t");
        assertThat(database.value("SELECT count(own) > 3 FROM w")).isEqualTo("t");
        assertThat(database.value("SELECT count(*) FROM v")).isEqualTo("7");
    }

    @Test
    void aCircleOfForeignKeysBeginsWhereItMay() throws SQLException {
        fill(
                "CREATE TABLE a (id serial PRIMARY KEY, b integer NOT NULL)",
                "CREATE TABLE b (id serial PRIMARY KEY, a integer REFERENCES a)",
                "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b");

        assertThat(database.value("SELECT (SELECT count(*) FROM a) || ' ' || (SELECT count(*) FROM b)"))
                .isEqualTo("7 7");
    }

    @Test
    void partitionsGetRows() throws SQLException {
        Map<String, String> refused = fill(
                "CREATE TABLE r (at date NOT NULL, v text) PARTITION BY RANGE (at)",
                "CREATE TABLE r1 PARTITION OF r FOR VALUES FROM ('2019-01-01') TO ('2019-02-01')",
                "CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (MINVALUE) TO ('2018-01-01')",
                "CREATE TABLE l (k text, n integer, PRIMARY KEY (k, n)) PARTITION BY LIST (k)",
                "CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('x', 'y') PARTITION BY RANGE (n)",
                "CREATE TABLE l11 PARTITION OF l1 FOR VALUES FROM (10) TO (1000)",
                "CREATE TABLE l12 PARTITION OF l1 FOR VALUES FROM (1000) TO (MAXVALUE)",
                "CREATE TABLE h (id integer PRIMARY KEY) PARTITION BY HASH (id)",
                "CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "CREATE TABLE none (id integer) PARTITION BY LIST (id)");

        assertThat(refused.keySet()).contains("public.\"none\"");
        assertThat(refused.get("public.\"none\"")).contains("no partition of relation \"none\" found");
        assertThat(database.value("SELECT count(DISTINCT tableoid) || ' ' || count(*) FROM r"))
                .isEqualTo("2 7");
        assertThat(database.value("SELECT count(DISTINCT tableoid) FROM l")).isEqualTo("2");
        assertThat(database.value("SELECT count(*) FROM h")).isEqualTo("7");
    }

    @Test
    void whatNoRowCanBeMadeForIsNamedWithTheReason() throws SQLException {
        Map<String, String> refused = fill(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'only the importer writes here'; END $$",
                "CREATE TABLE triggered (v text)",
                "CREATE TRIGGER refuse BEFORE INSERT ON triggered FOR EACH ROW EXECUTE FUNCTION refuse()",
                "CREATE TABLE impossible (v integer NOT NULL CHECK (v > 5 AND v < 5))",
                "CREATE TABLE ruled (v text)",
                "CREATE RULE swallow AS ON INSERT TO ruled DO INSTEAD NOTHING",
                "CREATE TABLE guarded (v text)",
                "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY");

        assertThat(refused)
                .containsEntry("public.triggered", "only the importer writes here")
                .containsEntry("public.ruled", "the table takes no row")
                .hasEntrySatisfying(
                        "public.impossible", reason -> assertThat(reason).contains("impossible_v_check"))
                .doesNotContainKey("public.guarded");
    }

    @Test
    void aTriggerFindsItsTablesByTheSearchPath() throws SQLException {
        fill(
                "CREATE TABLE log (v text)",
                "CREATE TABLE t (v text)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO log VALUES (NEW.v); RETURN NEW; END $$",
                "CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note()");

        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("7");
    }

    @Test
    void anExtensionsTypeIsLeftNullAndItsTablesAlone() throws SQLException {
        assertThat(fill("CREATE EXTENSION hstore", "CREATE TABLE t (id integer PRIMARY KEY, h hstore)"))
                .isEmpty();
        assertThat(database.value("SELECT count(*) || ' ' || count(h) FROM t")).isEqualTo("7 0");

        assertThat(fill("CREATE TABLE u (h hstore NOT NULL)").get("public.u")).contains("null value in column \"h\"");
    }

    @Test
    void generatedColumnsDefaultsAndInheritanceHaveTheirRows() throws SQLException {
        Map<String, String> refused = fill(
                "CREATE TABLE p (a integer, b integer GENERATED ALWAYS AS (a % 7) STORED, s text DEFAULT 'new')",
                "CREATE TABLE c (extra text) INHERITS (p)",
                "CREATE TABLE e (r int4range, EXCLUDE USING gist (r WITH &&))");

        assertThat(refused).isEmpty();
        assertThat(database.value("SELECT count(*) FROM ONLY p")).isEqualTo("7");
        assertThat(database.value("SELECT s FROM ONLY p LIMIT 1")).isEqualTo("new");
        assertThat(database.value("SELECT count(*) FROM c")).isEqualTo("7");
        assertThat(database.value("SELECT count(*) > 3 FROM e")).isEqualTo("t");
    }
}
