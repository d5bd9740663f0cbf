package io.github.claudenexus.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentsReaderTest extends DatabaseTest {

    private static final String HISTORY = "public.nexus_migrations";

    private Contents read() throws SQLException {
        try (Connection connection = database.connect()) {
            return new ContentsReader(HISTORY).read(connection);
        }
    }

    @Test
    void rowsAndSequencesAreRead() throws SQLException {
        database.execute("""
                CREATE TABLE t (id serial, v text); INSERT INTO t (v) VALUES ('a'), ('b');
                CREATE TABLE p (a integer) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p DEFAULT;
                INSERT INTO p VALUES (1); CREATE VIEW v AS SELECT * FROM t; CREATE TEMPORARY TABLE temporary (a integer);
                CREATE MATERIALIZED VIEW m AS SELECT * FROM t; CREATE TABLE nexus_migrations (id serial)""");

        Contents contents = read();

        assertThat(contents.tables()).containsOnlyKeys("public.p", "public.t");
        assertThat(contents.tables().get("public.t")).extracting("rows").isEqualTo(2L);
        assertThat(contents.tables().get("public.p")).extracting("rows").isEqualTo(1L);
        assertThat(contents.sequences()).isEqualTo(Map.of("public.t_id_seq", 2L));
    }

    @Test
    void theOrderOfRowsDoesNotMatterAndTheirValuesDo() throws SQLException {
        database.execute("CREATE TABLE t (a text, b text); INSERT INTO t VALUES ('1', '2'), ('3', NULL)");
        Contents first = read();
        database.execute("TRUNCATE t; INSERT INTO t VALUES ('3', NULL), ('1', '2')");
        assertThat(read()).isEqualTo(first);

        database.execute("UPDATE t SET b = '' WHERE b IS NULL");
        assertThat(read()).isNotEqualTo(first);
        database.execute("UPDATE t SET b = NULL WHERE b = ''; UPDATE t SET a = '2', b = '1' WHERE a = '1'");
        assertThat(read()).isNotEqualTo(first);
    }

    @Test
    void whatTheSessionPrefersDoesNotMatterAndStays() throws SQLException {
        database.execute("CREATE TABLE t (a timestamptz, b interval, c float8, d bytea);"
                + " INSERT INTO t VALUES ('2024-01-01 00:00+00', '1 day', 0.1, 'x')");
        Contents plain = read();
        try (Connection connection = database.connect()) {
            String settings = "SELECT current_setting('TimeZone') || current_setting('search_path')"
                    + " || current_setting('row_security')";
            execute(
                    connection,
                    "SET TimeZone = 'Asia/Tokyo'; SET IntervalStyle = iso_8601;"
                            + " SET extra_float_digits = -5; SET bytea_output = escape; SET search_path = public");
            assertThat(new ContentsReader(HISTORY).read(connection)).isEqualTo(plain);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(value(connection, settings)).isEqualTo("Asia/Tokyopublicon");

            connection.setAutoCommit(false);
            execute(connection, "SET search_path = pg_catalog; INSERT INTO public.t DEFAULT VALUES");
            assertThat(new ContentsReader(HISTORY).read(connection)).isNotEqualTo(plain);
            assertThat(value(connection, settings)).isEqualTo("Asia/Tokyopg_catalogon");
            connection.rollback();
        }
    }

    @Test
    void aFailureLeavesTheSessionUsable() throws SQLException {
        database.execute("CREATE TABLE t (a integer)");
        try (Connection connection = database.connect()) {
            ContentsReader reader = new ContentsReader(HISTORY);
            execute(connection, "SET ROLE pg_monitor");

            assertThatThrownBy(() -> reader.read(connection)).hasMessageContaining("permission denied for table t");
            assertThat(connection.getAutoCommit()).isTrue();
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> reader.read(connection)).hasMessageContaining("permission denied for table t");
            assertThat(value(connection, "SELECT current_setting('row_security')"))
                    .isEqualTo("on");
        }
    }

    @Test
    void nothingIsReadThatPoliciesHide() throws SQLException {
        database.execute("CREATE TABLE t (a integer); INSERT INTO t VALUES (1);"
                + " ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO PUBLIC");
        try (Connection connection = database.connect()) {
            execute(connection, "SET ROLE pg_monitor");

            assertThatThrownBy(() -> new ContentsReader(HISTORY).read(connection))
                    .hasMessageContaining("query would be affected by row-level security policy for table \"t\"");
        }
    }

    @Test
    void asManyColumnsAsATableCanHave() throws SQLException {
        database.execute("CREATE TABLE t ("
                + IntStream.rangeClosed(1, 1600)
                        .mapToObj(number -> "c" + number + " smallint")
                        .collect(Collectors.joining(", "))
                + "); INSERT INTO t (c1, c1600) VALUES (1, 1), (2, 2)");
        try (TestDatabase copy = database.copy();
                Connection before = copy.connect();
                Connection after = database.connect()) {
            execute(after, "UPDATE t SET c1600 = 3 WHERE c1 = 2");

            assertThat(new Comparison(HISTORY).same(before, after))
                    .isEqualTo(new ContentsDifference(
                            List.of(new Lost("public.t", "c1600", 1)), List.of(), List.of(), List.of(), List.of()));
        }
    }

    @Test
    void twoStatesMayShareAConnection() throws SQLException {
        database.execute("CREATE TABLE t (a integer PRIMARY KEY); INSERT INTO t VALUES (1)");
        try (TestDatabase copy = database.copy();
                Connection one = copy.connect();
                Connection other = database.connect()) {
            execute(other, "INSERT INTO t VALUES (2), (3)");

            ContentsDifference difference = new Comparison(HISTORY).afterDown(new States(one, one, other, other));

            assertThat(difference.isEmpty()).as("%s", difference).isTrue();
            assertThat(one.getAutoCommit() && other.getAutoCommit()).isTrue();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
