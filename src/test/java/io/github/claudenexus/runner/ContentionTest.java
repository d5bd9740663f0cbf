package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.session.AdvisoryLock;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Other runners, and others that hold locks. */
class ContentionTest extends DatabaseTest {

    private static final String STATES =
            "SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM nexus_migrations";

    @Test
    void sixteenRunnersAtOnceApplyEverythingOnce() throws Exception {
        DiscoveredMigration[] all = {
            sql(1, "CREATE TABLE t (n int)"),
            sql(2, "INSERT INTO t VALUES (1)"),
            nonTransactional(3, "CREATE INDEX CONCURRENTLY t_n ON t (n)"),
            up(4, db -> db.execute("INSERT INTO t VALUES (2)"))
        };
        List<CompletableFuture<Outcome>> runs = IntStream.range(0, 16)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> Run.on(database).migrate(all), task -> new Thread(task).start()))
                .toList();

        for (CompletableFuture<Outcome> run : runs) {
            assertThat(run.get(60, TimeUnit.SECONDS).failure()).isEmpty();
        }
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied, 3 applied, 4 applied");
    }

    @Test
    void aRunnerThatHoldsTheLockIsNamedAndWaitedForNoLongerThanAllowed() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'another nexus'; " + AdvisoryLock.TRY);

            Run run = Run.on(database).limits(1000, 1000, 300);
            Outcome outcome = run.migrate(sql(1, "CREATE TABLE t ()"));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_HELD);
            assertThat(outcome.failure().orElseThrow().getMessage())
                    .matches(
                            "Another runner holds the lock of this database: pid \\d+ \\(another nexus, user \\w+, from"
                                    + " [^,]+, connected since \\d{4}-[^)]+\\)\\. Waited 0 s \\(nexus\\.wait\\)\\.");
            assertThat(database.value("SELECT to_regclass('nexus_migrations')")).isEqualTo("null");
        }
    }

    @Test
    void aRefusedLockIsTriedAgainAndTheBlockerNamed() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        Run run = Run.on(database).limits(1500, 20_000, 1000);
        CompletableFuture<Outcome> migrating;
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SET application_name = 'a slow report'");
                statement.execute("SELECT * FROM busy");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(sql(1, "ALTER TABLE busy ADD COLUMN m int")));
            Await.until(() -> hasRetried(run));
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(run.lines)
                .anyMatch(
                        line -> line.matches(
                                "retries: 001-sql-step: a lock was not acquired in time, held by pid \\d+ \\(a slow report,.*"));
        assertThat(database.value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'busy'"))
                .isEqualTo("2");
    }

    private static boolean hasRetried(Run run) {
        return run.lines.stream().anyMatch(line -> line.startsWith("retries"));
    }

    @Test
    void statementsOutsideOfTransactionsAreTriedAgainOneByOne() throws Exception {
        database.execute("CREATE TABLE busy (n int CHECK (n > 0) NOT NULL)");
        Run run = Run.on(database).limits(300, 20_000, 1000);
        DiscoveredMigration[] both = {
            nonTransactional(1, "ALTER TABLE busy ADD COLUMN m int"),
            online(2, db -> {}, db -> {
                db.execute("ALTER TABLE busy ADD COLUMN o int");
                assertThat(db.batch("INSERT INTO busy (n) VALUES (?)", List.of(new Object[] {1}, new Object[] {2})))
                        .isEqualTo(2);
            })
        };
        CompletableFuture<Outcome> migrating;
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SELECT * FROM busy");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(both));
            Await.until(() -> hasRetried(run));
            assertThat(migrating).isNotDone();
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'busy'"))
                .isEqualTo("3");
    }

    @Test
    void aBatchThatIsTriedAgainIsWhole() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        Run run = Run.on(database).limits(200, 20_000, 1000);
        CompletableFuture<Outcome> migrating;
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute("LOCK TABLE busy IN ACCESS EXCLUSIVE MODE");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(online(1, db -> {}, db -> {
                List<Object[]> rows = List.of(new Object[] {1}, new Object[] {2});
                assertThat(db.batch("INSERT INTO busy VALUES (?)", rows)).isEqualTo(2);
            })));
            Await.until(() -> hasRetried(run));
            writer.rollback();
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM busy")).isEqualTo("2");
        assertThat(run.lines)
                .anyMatch(line -> line.startsWith("retries: 001-java-step: a lock was not acquired in time"));
    }

    @Test
    void aLockTimeoutNamesTheBlocker() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SET application_name = 'a slow report'");
                statement.execute("SELECT * FROM busy");
            }
            Outcome outcome =
                    Run.on(database).limits(1500, 2000, 1000).migrate(sql(1, "ALTER TABLE busy ADD COLUMN m int"));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(outcome.failure().orElseThrow().getMessage())
                    .startsWith("001-sql-step did not get its lock within nexus.lockRetryTime; it waited for pid ")
                    .contains("(a slow report, user ");
            assertThat(outcome.failure().orElseThrow().failure().hint())
                    .isEqualTo(
                            "It was rolled back and left nothing behind. Let who holds it end, or end it with SELECT"
                                    + " pg_terminate_backend(<pid>); nexus.lockRetryTime waits longer. Then run migrate again.");
        }
    }

    @Test
    void aKilledBackendIsReportedAndTheNextRunContinues() throws SQLException {
        AtomicInteger tries = new AtomicInteger();
        DiscoveredMigration suicidal = up(1, db -> {
            db.execute("CREATE TABLE t ()");
            if (tries.incrementAndGet() == 1) {
                db.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
        });

        Outcome killed = Run.on(database).migrate(suicidal);
        assertThat(killed.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(killed.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost while 001-java-step ran: terminating connection due to administrator"
                                + " command.");
        assertThat(killed.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);

        assertThat(Run.on(database).migrate(suicidal).failure()).isEmpty();
    }

    @Test
    void aMigrationAppliedMeanwhileByAnotherRunIsNotOurs() throws SQLException {
        AtomicInteger tries = new AtomicInteger();
        DiscoveredMigration[] self = new DiscoveredMigration[1];
        self[0] = up(1, db -> {
            db.execute("CREATE TABLE t ()");
            if (tries.incrementAndGet() == 1) {
                lose(db, self);
            }
        });

        overtaken(Run.on(database).migrate(self));
        assertThat(tries).hasValue(2);
    }

    @Test
    void anOnlinePartEndedMeanwhileByAnotherRunIsNotOurs() throws SQLException {
        AtomicInteger tries = new AtomicInteger();
        DiscoveredMigration[] self = new DiscoveredMigration[1];
        self[0] = online(
                1,
                db -> db.execute("CREATE TABLE t ()"),
                db -> db.batches("step", (batch, after) -> {
                    if (tries.incrementAndGet() == 1) {
                        lose(batch, self);
                    }
                    return Batch.Reached.END;
                }));

        overtaken(Run.on(database).migrate(self));
    }

    /** Another runner is at work between the end of this one's session and its look at what is left. */
    private void lose(Database db, DiscoveredMigration... migrations) throws SQLException {
        try {
            db.execute("SELECT pg_terminate_backend(pg_backend_pid())");
        } catch (SQLException lost) {
            assertThat(Run.on(database).migrate(migrations).failure()).isEmpty();
            throw lost;
        }
    }

    private static void overtaken(Outcome outcome) {
        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost in the middle of 001-java-step. What this run had not committed was"
                                + " rolled back, and another runner has applied it since.");
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.APPLIED);
    }
}
