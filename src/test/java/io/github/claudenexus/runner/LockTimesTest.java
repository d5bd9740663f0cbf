package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a step outside of a transaction waits for locks, and what it leaves when it had none. */
class LockTimesTest extends DatabaseTest {

    private Connection open(String sql) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anIndexBuildIsTriedNoLongerThanAllowed(boolean java) throws SQLException {
        database.execute("CREATE TABLE busy (n int)");
        DiscoveredMigration index = java
                ? online(1, db -> {}, db -> db.createIndex(Index.of("busy_n", "busy", "(n)")))
                : nonTransactional(1, "CREATE INDEX CONCURRENTLY IF NOT EXISTS busy_n ON busy (n)");
        Run run = Run.on(database).limits(1000, 4000, 1000);
        try (Connection writer = open("INSERT INTO busy VALUES (1)")) {
            long begun = System.nanoTime();

            Outcome outcome = run.migrate(index);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(3900), Duration.ofMillis(7500));
            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(outcome.failure().orElseThrow().getMessage())
                    .contains("INSERT INTO busy VALUES (1)")
                    .contains("did not get its lock within nexus.lockRetryTime; it waited for pid ");
            assertThat(outcome.failure()
                            .orElseThrow()
                            .failure()
                            .place()
                            .statement()
                            .orElseThrow())
                    .startsWith("CREATE INDEX CONCURRENTLY ");
            writer.rollback();
        }
        if (java) {
            assertThat(run.lines)
                    .contains(
                            "warns: The invalid index busy_n stays, because its table is in use; the next run drops it.");
        }
        assertThat(run.migrate(index).failure()).isEmpty();
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'busy_n'::regclass"))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartitionWhoseDetachingWasRefusedALockIsDetachedByTheNextTry(boolean java) throws SQLException {
        database.execute("CREATE TABLE p (n int) PARTITION BY RANGE (n);"
                + " CREATE TABLE c PARTITION OF p FOR VALUES FROM (0) TO (10)");
        String sql = "ALTER TABLE p DETACH PARTITION c /* slowly */ CONCURRENTLY";
        DiscoveredMigration detach = java ? online(1, db -> {}, db -> db.execute(sql)) : nonTransactional(1, sql);
        try (Connection reader = open("SELECT * FROM p")) {
            Outcome outcome = Run.on(database).limits(300, 1500, 1000).migrate(detach);
            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(database.value("SELECT inhdetachpending FROM pg_inherits"))
                    .isEqualTo("t");
            reader.rollback();
        }

        assertThat(Run.on(database).migrate(detach).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
    }

    @Test
    void aReindexThatIsNotConcurrentKeepsItsShortWait() throws SQLException {
        database.execute("CREATE TABLE t (n int); CREATE INDEX idx_concurrently ON t (n)");
        try (Connection writer = open("INSERT INTO t VALUES (1)")) {
            Run run = Run.on(database).limits(300, 2500, 1000);

            assertThat(run.migrate(nonTransactional(1, "REINDEX INDEX idx_concurrently"))
                            .failure())
                    .isPresent();

            assertThat(run.lines)
                    .filteredOn(line -> line.startsWith("retries: "))
                    .hasSizeGreaterThan(1);
            writer.rollback();
        }
    }

    @Test
    void aPartitionThatAnEarlierRunHasDetachedStopsNoFile() throws SQLException {
        database.execute("CREATE TABLE p (n int) PARTITION BY RANGE (n); CREATE TABLE x (n int);"
                + " INSERT INTO x VALUES (0); CREATE TABLE c PARTITION OF p FOR VALUES FROM (0) TO (10)");
        DiscoveredMigration file = nonTransactional(
                1, "ALTER TABLE p DETACH PARTITION c CONCURRENTLY", "SELECT 1 / n FROM x", "DROP TABLE c");
        assertThat(Run.on(database).migrate(file).failure()).isPresent();
        database.execute("UPDATE x SET n = 1");
        Run run = Run.on(database);

        assertThat(run.migrate(file).failure()).isEmpty();

        assertThat(run.lines)
                .contains("says: leaves out, since an earlier run has done it:"
                        + " ALTER TABLE p DETACH PARTITION c CONCURRENTLY");
        assertThat(database.value("SELECT to_regclass('c')")).isEqualTo("null");
    }

    @Test
    void aPartitionOfAnotherTableIsStillAFailureInTheFirstRun() throws SQLException {
        database.execute("CREATE TABLE p (n int) PARTITION BY RANGE (n); CREATE TABLE c (n int)");

        assertThat(Run.on(database)
                        .migrate(nonTransactional(1, "ALTER TABLE p DETACH PARTITION c CONCURRENTLY"))
                        .failure()
                        .orElseThrow())
                .hasMessage("001-sql-step failed: relation \"c\" is not a partition of relation \"p\".");
    }

    /** As somebody does who has looked at it in psql, and not committed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theHistoryIsWaitedForAsAnyTableIs(boolean builds) throws SQLException {
        database.execute("CREATE TABLE t (n int)");
        List<Connection> holders = new ArrayList<>();
        DiscoveredMigration migration = online(1, db -> {}, db -> {
            holders.add(open("SELECT FROM nexus_migrations FOR UPDATE"));
            if (builds) {
                db.createIndex(Index.of("t_n", "t", "(n)"));
            }
        });
        Run run = Run.on(database).limits(300, 1000, 1000);

        Failure refused = run.migrate(migration).failure().orElseThrow().failure();
        holders.get(0).close();

        assertThat(refused.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
        assertThat(refused.message())
                .isEqualTo("A history table is locked by another session: canceling statement due to lock timeout.");
        assertThat(refused.place().migration()).contains("001-java-step");
        assertThat(run.lines).contains("retries: 001-java-step: a history table is locked by another session");
    }

    @Test
    void aHistoryThatIsFreeAgainIsWritten() throws SQLException {
        List<Connection> holders = new ArrayList<>();
        RunListener releasing = new RunListener() {
            @Override
            public void retries(DiscoveredMigration migration, String reason) {
                try {
                    holders.get(0).close();
                } catch (SQLException closed) {
                    throw new IllegalStateException(closed);
                }
            }
        };
        RunSettings.Limits limits = new RunSettings.Limits(
                Duration.ofMillis(300), Duration.ofMinutes(1), RunSettings.Limits.DEFAULT.waitForRunner());
        RunSettings settings = new RunSettings(Optional.empty(), limits, Map.of(), Path.of(""), "test");

        Outcome outcome = new Migrator(DatabaseUrl.parse(database.url(), "postgres"), settings, releasing)
                .migrate(
                        Run.set(List.of(online(
                                1, db -> {}, db -> holders.add(open("SELECT FROM nexus_migrations FOR UPDATE"))))),
                        PlanRequest.ALL);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.APPLIED);
    }
}
