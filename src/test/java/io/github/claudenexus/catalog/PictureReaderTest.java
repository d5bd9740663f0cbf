package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PictureReaderTest {

    private static final Path RESOURCES = Path.of("src/main/resources/io/github/claudenexus/catalog");
    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/catalog/differences.txt");
    private static final PictureReader READER = new PictureReader("public.nexus_migrations");

    private final TestDatabase database;

    PictureReaderTest() throws SQLException {
        this.database = TestDatabase.create();
    }

    @AfterAll
    void dropDatabase() throws SQLException {
        database.close();
    }

    record Case(String kind, String first, String then, List<String> differences) {}

    static Stream<Case> everyKind() throws IOException {
        return Arrays.stream(Files.readString(CASES).split("(?m)^-- kind: ", -1))
                .skip(1)
                .map(text -> {
                    String[] parts = text.split("\n-- (then|differs)\n|\n", 4);
                    return new Case(
                            parts[0],
                            parts[1],
                            parts[2],
                            parts[3].strip().lines().toList());
                });
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyKindReportsWhatDiffers(Case example) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assumeTrue(Kinds.queries(connection.getMetaData().getDatabaseMajorVersion())
                    .containsKey(example.kind()));
            execute(connection, example.first());
            Picture before = READER.read(connection);
            execute(connection, example.then());
            Picture after = READER.read(connection);
            connection.rollback();

            assertThat(before.differences(after).stream().map(PictureReaderTest::words))
                    .containsExactlyElementsOf(example.differences());
        }
    }

    private static String words(Difference difference) {
        String what = difference.isGone()
                ? "gone"
                : difference.isNew() ? "new" : difference.property().orElseThrow() + ": ";
        String values = difference.property().isEmpty()
                ? ""
                : difference.before().orElse(null) + " -> " + difference.after().orElse(null);
        return (difference.object() + ": " + what + values)
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void everyKindHasAFileAndATest() throws IOException {
        Set<String> kinds = Kinds.queries(Integer.MAX_VALUE).keySet();
        assertThat(everyKind().map(Case::kind)).containsExactlyInAnyOrderElementsOf(kinds);
        try (Stream<Path> files = Files.list(RESOURCES)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("(-\\d+)?\\.sql$", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(kinds);
        }
    }

    @Test
    void theHistoryTableIsLeftOut() throws SQLException {
        try (Connection connection = database.connect()) {
            Picture before = READER.read(connection);
            connection.setAutoCommit(false);
            execute(connection, """
                    CREATE TABLE nexus_migrations (number integer PRIMARY KEY, name text NOT NULL CHECK (name <> ''));
                    COMMENT ON TABLE nexus_migrations IS 'history'; COMMENT ON COLUMN nexus_migrations.name IS 'name';
                    CREATE INDEX ON nexus_migrations (name); GRANT SELECT (name) ON nexus_migrations TO PUBLIC;
                    GRANT SELECT ON nexus_migrations TO PUBLIC""");

            assertThat(before.differences(READER.read(connection))).isEmpty();
        }
    }

    @Test
    void sessionSettingsAreRestored() throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, "SET search_path = pg_catalog, public; SET TimeZone = 'Asia/Tokyo'; SET jit = on");
            READER.read(connection);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(settings(connection)).isEqualTo("pg_catalog, public|Asia/Tokyo|on");

            connection.setAutoCommit(false);
            execute(connection, "SET search_path = information_schema");
            READER.read(connection);
            assertThat(settings(connection)).isEqualTo("information_schema|Asia/Tokyo|on");
            connection.commit();
            assertThat(settings(connection)).isEqualTo("information_schema|Asia/Tokyo|on");
        }
    }

    @Test
    void settingsOfTheSessionDoNotMatter() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            execute(
                    connection,
                    "CREATE TABLE t (a timestamptz DEFAULT '2024-01-01 00:00+00', b interval DEFAULT '1 day')");
            Picture before = READER.read(connection);
            execute(
                    connection,
                    "SET TimeZone = 'Asia/Tokyo'; SET IntervalStyle = 'iso_8601'; SET search_path = public");

            assertThat(before.differences(READER.read(connection))).isEmpty();
        }
    }

    /** Whatever names both columns is made anew as it was; PostgreSQL lists them in the table's order. */
    @Test
    void aColumnAddedAgainAtTheEndDiffersInItsPositionOnly() throws SQLException {
        String dependents = """
                CREATE STATISTICS st ON a, b, lower(c) FROM t; CREATE INDEX i ON t (a, b);
                ALTER TABLE t ADD CHECK (a < b), ADD UNIQUE (b, a); CREATE PUBLICATION p FOR TABLE t (a, b);
                CREATE VIEW v AS SELECT a, b FROM t; CREATE RULE r AS ON UPDATE TO t DO INSTEAD NOTHING;
                CREATE TRIGGER g BEFORE UPDATE OF a, b ON t
                FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
                GRANT SELECT (a, b) ON t TO PUBLIC; CREATE POLICY q ON t USING (a < b)""";
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assumeTrue(connection.getMetaData().getDatabaseMajorVersion() >= 15);
            execute(connection, "CREATE TABLE t (a integer, b integer, c text);" + dependents);
            Picture before = READER.read(connection);
            execute(
                    connection,
                    "DROP PUBLICATION p; DROP RULE r ON t; ALTER TABLE t DROP a CASCADE; ALTER TABLE t ADD a integer;"
                            + dependents);

            assertThat(before.differences(READER.read(connection)))
                    .containsExactly(Difference.changed("column public.t.a", "position", "1", "3")
                            .partOf("table public.t"));
        }
    }

    @Test
    void whoeverMayConnectMayRead() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            execute(connection, "CREATE TABLE t (a integer); CREATE ROLE nexus_nobody; SET ROLE nexus_nobody");

            assertThat(READER.read(connection).objects()).containsKey("table public.t");
        }
    }

    private static String settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('search_path') || '|'"
                        + " || current_setting('TimeZone') || '|' || current_setting('jit')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
