package io.github.claudenexus.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.rows.TableRows.Row;
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

class RowReaderTest extends DatabaseTest {

    private static final String HISTORY = "public.nexus_migrations";

    private DatabaseRows read() throws SQLException {
        try (Connection connection = database.connect()) {
            return RowReader.read(connection, HISTORY);
        }
    }

    private static Map<String, Bag<Row>> bags(DatabaseRows rows) {
        return rows.tables().stream().collect(Collectors.toMap(it -> it.table().name(), it -> Bag.of(it.rows())));
    }

    @Test
    void rowsAndSequencesAreRead() throws SQLException {
        database.execute("""
                CREATE TABLE t (id serial, v text); INSERT INTO t (v) VALUES ('a'), (NULL);
                CREATE TABLE p (a integer) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p DEFAULT;
                INSERT INTO p VALUES (1); CREATE VIEW v AS SELECT * FROM t; CREATE TEMPORARY TABLE temporary (a integer);
                CREATE MATERIALIZED VIEW m AS SELECT * FROM t; CREATE TABLE nexus_migrations (id serial)""");

        DatabaseRows rows = read();

        assertThat(bags(rows))
                .isEqualTo(Map.of(
                        "public.t",
                        Bag.of(List.of(Row.of("1", "a"), Row.of("2", null))),
                        "public.p",
                        Bag.of(List.of(Row.of("1")))));
        assertThat(rows.sequences())
                .containsExactly(new DatabaseRows.Sequence(
                        "public.t_id_seq", 2, 3, true, List.of(new DatabaseRows.Fed("public.t", "id"))));
    }

    @Test
    void moreTablesThanOneMessageReads() throws SQLException {
        for (int table = 0; table < 120; table++) {
            database.execute("CREATE TABLE t" + table + " AS SELECT " + table + " AS n");
        }

        assertThat(bags(read()))
                .hasSize(120)
                .containsEntry("public.t0", Bag.of(List.of(Row.of("0"))))
                .containsEntry("public.t119", Bag.of(List.of(Row.of("119"))));
    }

    @Test
    void largeTablesAreOnlyCounted() throws SQLException {
        database.execute("CREATE TABLE large AS SELECT g FROM generate_series(1, 10000) g;"
                + " CREATE TABLE small AS SELECT 1 AS g");
        try (TestDatabase copy = database.copy();
                Connection before = copy.connect();
                Connection after = database.connect()) {
            execute(after, "DELETE FROM large WHERE g < 3; UPDATE large SET g = 0 WHERE g = 5; UPDATE small SET g = 2");

            RowDifference difference = RowComparison.same(
                    RowReader.read(before, HISTORY, 100_000), RowReader.read(after, HISTORY, 100_000));

            assertThat(difference.counted()).containsExactly("public.large");
            assertThat(difference.losses())
                    .containsExactlyInAnyOrder(new Loss("public.large", null, 2), new Loss("public.small", null, 1));
            assertThat(difference.extra()).containsExactly(new RowDifference.ExtraRows("public.small", 1));
        }
    }

    @Test
    void whatTheSessionPrefersDoesNotMatterAndStays() throws SQLException {
        database.execute("CREATE TABLE t (a timestamptz, b interval, c float8, d bytea);"
                + " INSERT INTO t VALUES ('2024-01-01 00:00+00', '1 day', 0.1, 'x')");
        Map<String, Bag<Row>> plain = bags(read());
        try (Connection connection = database.connect()) {
            execute(
                    connection,
                    "SET TimeZone = 'Asia/Tokyo'; SET IntervalStyle = iso_8601;"
                            + " SET extra_float_digits = -5; SET bytea_output = escape; SET search_path = public");

            assertThat(bags(RowReader.read(connection, HISTORY))).isEqualTo(plain);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(value(
                            connection,
                            "SELECT current_setting('TimeZone') || current_setting('search_path')"
                                    + " || current_setting('row_security')"))
                    .isEqualTo("Asia/Tokyopublicon");
        }
    }

    @Test
    void nothingIsReadThatPoliciesHide() throws SQLException {
        database.execute("CREATE TABLE t (a integer); INSERT INTO t VALUES (1);"
                + " ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO PUBLIC");
        try (Connection connection = database.connect()) {
            execute(connection, "SET ROLE pg_monitor");

            assertThatThrownBy(() -> RowReader.read(connection, HISTORY))
                    .hasMessageContaining("query would be affected by row-level security policy for table \"t\"");
        }
    }

    @Test
    void aVirtualColumnThatCannotBeComputedIsNotRead() throws SQLException {
        int version = Integer.parseInt(database.value("SHOW server_version_num"));
        assumeTrue(version >= 180000, "virtual columns are new in PostgreSQL 18");
        database.execute("CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (1 / a) VIRTUAL);"
                + " INSERT INTO t VALUES (0)");

        assertThat(bags(read())).containsEntry("public.t", Bag.of(List.of(Row.of("0", null))));
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

            assertThat(RowComparison.same(RowReader.read(before, HISTORY), RowReader.read(after, HISTORY)))
                    .isEqualTo(new RowDifference(
                            List.of(new Loss("public.t", "c1600", 1)),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()));
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
