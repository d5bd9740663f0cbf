package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another session builds an index on the table at the same time, and must not die of our waiting for it. */
class OthersBuildTest extends DatabaseTest {

    private Connection reader;
    private CompletableFuture<String> other;
    private String oid;

    private String role() {
        return database.name() + "_w";
    }

    // A transaction that wrote to the table keeps the other's build from its end.
    @BeforeEach
    void anotherSessionBuilds() throws Exception {
        TestDatabase.admin("CREATE ROLE " + role() + " LOGIN PASSWORD 'r'");
        database.execute("CREATE TABLE t (n int); ALTER TABLE t OWNER TO " + role()
                + "; GRANT CREATE ON SCHEMA public TO " + role());
        reader = database.connect();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("INSERT INTO t VALUES (1)");
        }
        other = CompletableFuture.supplyAsync(() -> {
            try {
                database.execute("CREATE INDEX CONCURRENTLY t_n ON t (n)");
                return "ok";
            } catch (SQLException failure) {
                return failure.getMessage();
            }
        });
        Await.until(() -> !database.value("SELECT to_regclass('t_n')").equals("null"));
        oid = database.value("SELECT 't_n'::regclass::oid");
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        database.execute("DROP OWNED BY " + role());
        TestDatabase.admin("DROP ROLE " + role());
    }

    private static boolean isWaiting(Run run) {
        return run.lines.stream().anyMatch(line -> line.startsWith("says: waiting for "));
    }

    private static DiscoveredMigration migration(String sql) {
        return sql.isEmpty()
                ? online(1, db -> {}, db -> db.createIndex(Index.of("t_n", "t", "(n)")))
                : nonTransactional(1, sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)",
                "CREATE INDEX CONCURRENTLY t_other ON t (n)",
                "REINDEX TABLE CONCURRENTLY t"
            })
    void anotherSessionsBuildIsWaitedForAndItsIndexKept(String sql) throws Exception {
        Run run = Run.on(database);
        CompletableFuture<Outcome> migrating = CompletableFuture.supplyAsync(() -> run.migrate(migration(sql)));
        Await.until(() -> isWaiting(run));
        reader.rollback();

        assertThat(migrating.get(60, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("ok");
        if (!sql.startsWith("REINDEX")) {
            assertThat(database.value("SELECT 't_n'::regclass::oid")).isEqualTo(oid);
        }
        assertThat(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("says: waiting for "))
                .singleElement()
                .asString()
                .matches("says: waiting for pid \\d+ \\(PostgreSQL JDBC Driver, user postgres\\):"
                        + " CREATE INDEX CONCURRENTLY t_n ON t \\(n\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)"})
    void anotherSessionsBuildIsNamedOnTimeoutAndContinues(String sql) throws Exception {
        Outcome outcome = Run.on(database).limits(300, 1500, 1000).migrate(migration(sql));

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
        assertThat(outcome.failure().orElseThrow().getMessage())
                .matches(
                        "001-\\w+-step did not get its lock within nexus.lockRetryTime; it waited for pid \\d+"
                                + " \\(PostgreSQL JDBC Driver, user postgres\\): CREATE INDEX CONCURRENTLY t_n ON t \\(n\\)\\.");
        assertThat(other).isNotDone();
        reader.rollback();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("ok");
        assertThat(database.value("SELECT 't_n'::regclass::oid")).isEqualTo(oid);
    }

    @Test
    void anotherSessionsBuildIsWaitedForWithoutPgReadAllStats() throws Exception {
        Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role() + ":r@"));
        CompletableFuture<Outcome> migrating = CompletableFuture.supplyAsync(() -> run.migrate(migration("")));
        Await.until(() -> isWaiting(run));
        reader.rollback();

        assertThat(migrating.get(60, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("ok");
        assertThat(database.value("SELECT 't_n'::regclass::oid")).isEqualTo(oid);
        assertThat(run.lines)
                .anyMatch(
                        line -> line.matches(
                                "says: waiting for pid \\d+ \\(PostgreSQL JDBC Driver, user postgres\\): <insufficient privilege>"));
    }

    @Test
    void anotherSessionsBuildIsWaitedForBeforeADrop() throws Exception {
        Run run = Run.on(database);
        CompletableFuture<Outcome> migrating =
                CompletableFuture.supplyAsync(() -> run.migrate(online(1, db -> {}, db -> db.dropIndex("t_n"))));
        Await.until(() -> isWaiting(run));
        reader.rollback();

        assertThat(migrating.get(60, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("ok");
        assertThat(database.value("SELECT to_regclass('t_n')")).isEqualTo("null");
    }

    @Test
    void aRebuildOfASchemaWithTheTablesNameDoesNotWait() throws SQLException {
        database.execute("CREATE SCHEMA t");
        Run run = Run.on(database).limits(300, 1500, 1000);

        assertThat(run.migrate(nonTransactional(1, "REINDEX SCHEMA CONCURRENTLY t"))
                        .failure())
                .isEmpty();

        assertThat(run.lines).noneMatch(line -> line.contains("waiting for"));
        reader.rollback();
        other.join();
    }
}
