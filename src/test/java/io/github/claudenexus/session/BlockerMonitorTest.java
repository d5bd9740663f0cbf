package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of a long statement from beside it. */
@Timeout(60)
class BlockerMonitorTest extends DatabaseTest {

    private static final String NAMED = "001-sql-step did not get its lock within nexus\\.lockRetryTime; it waited for"
            + " pid \\d+ \\(a slow report, user \\w+, idle in transaction, transaction open for [0-9:]+\\):"
            + " SELECT \\* FROM busy\\.";

    @BeforeEach
    void table() throws SQLException {
        database.execute("CREATE TABLE busy (n int)");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 600, 2000})
    void aBlockerIsNamedForAnyLockTimeout(int lockTimeout) throws SQLException {
        try (Connection reader = reading()) {
            Outcome outcome = Run.on(database)
                    .limits(lockTimeout, 2500, 1000)
                    .migrate(sql(1, "ALTER TABLE busy ADD COLUMN m int"));

            assertThat(outcome.failure().orElseThrow().getMessage()).matches(NAMED);
            assertThat(reader.isClosed()).isFalse();
        }
    }

    @Test
    void aBlockerIsNamedAfterTheMonitorLostItsConnection() throws Exception {
        Run run = Run.on(database).limits(2500, 1, 1000);
        try (Connection reader = reading()) {
            CompletableFuture<Outcome> migrating = CompletableFuture.supplyAsync(
                    () -> run.migrate(sql(1, "SELECT pg_sleep(3)", "ALTER TABLE busy ADD COLUMN m int")));
            await(() -> ended("query LIKE '%pg_blocking_pids%' AND query NOT LIKE '%terminate%' AND state = 'idle'"));

            assertThat(migrating
                            .get(20, TimeUnit.SECONDS)
                            .failure()
                            .orElseThrow()
                            .getMessage())
                    .matches(NAMED);
            assertThat(reader.isClosed()).isFalse();
        }
    }

    @Test
    void theMonitorPollsSparingly() throws Exception {
        Run run = Run.on(database).limits(100, 1000, 1000);
        CompletableFuture<Outcome> migrating =
                CompletableFuture.supplyAsync(() -> run.migrate(sql(1, "SELECT pg_sleep(2.5)")));
        await(() -> sleeps() || migrating.isDone());
        long start = System.nanoTime();
        Set<String> looks = new HashSet<>();
        while (sleeps()) {
            looks.add(value("SELECT max(query_start) FROM pg_stat_activity WHERE datname = '" + database.name()
                    + "' AND pid <> pg_backend_pid() AND query LIKE '%pg_blocking_pids%'"));
            TimeUnit.MILLISECONDS.sleep(5);
        }
        looks.remove("null");
        long pauses = (System.nanoTime() - start) / TimeUnit.MILLISECONDS.toNanos(400);

        assertThat(migrating.get().failure()).isEmpty();
        // One before the sleep, one before the first pause, one after each, and each is seen to start twice at most;
        // without pauses they are more than twice as many.
        assertThat(looks).hasSizeBetween(2, 2 * (int) (2 + pauses));
    }

    private boolean sleeps() {
        return !value("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = '" + database.name()
                        + "' AND query LIKE 'SELECT pg_sleep%'")
                .equals("0");
    }

    @Test
    void progressOfALongIndexBuildIsReported() throws SQLException {
        database.execute("INSERT INTO busy SELECT generate_series(1, 1000); CREATE FUNCTION slow(int) RETURNS int"
                + " IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.012); RETURN $1; END'");
        Run run = Run.on(database);

        assertThat(run.migrate(nonTransactional(1, "CREATE INDEX CONCURRENTLY busy_n ON busy (slow(n))"))
                        .failure())
                .isEmpty();

        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("says"))
                .singleElement()
                .asString()
                .matches("says: running for 1\\d s \\(building index: scanning table \\d+ %\\):"
                        + " CREATE INDEX CONCURRENTLY busy_n ON busy \\(slow\\(n\\)\\)");
    }

    /** The server ends one of the two that wait for each other; here it is the run, again and with its own settings. */
    @Test
    void aDeadlockIsTriedAgainWithTheSettingsOfTheRun() throws Exception {
        database.execute("CREATE TABLE a (n int); INSERT INTO a VALUES (0)");
        List<String> lockTimeouts = new CopyOnWriteArrayList<>();
        Run run = Run.on(database).limits(5000, 20_000, 1000);
        CompletableFuture<Outcome> migrating;
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE busy");
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(up(1, db -> {
                lockTimeouts.addAll(db.query("SHOW lock_timeout", row -> row.getString(1)));
                db.execute("SET lock_timeout = '50s'");
                db.execute("UPDATE a SET n = n + 1");
                db.execute("LOCK TABLE busy");
            })));
            await(() -> waits("LOCK TABLE busy"));
            statement.execute("LOCK TABLE a; COMMIT");
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("retries"))
                .singleElement()
                .asString()
                .startsWith("retries: 001-java-step: a deadlock");
        assertThat(lockTimeouts).containsExactly("5s", "5s");
        assertThat(database.value("SELECT n FROM a")).isEqualTo("1");
    }

    private Connection reading() throws SQLException {
        Connection reader = database.connect();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET application_name = 'a slow report'");
            statement.execute("SELECT * FROM busy");
        }
        return reader;
    }

    private boolean ended(String sessions) {
        return !value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '"
                        + database.name() + "' AND " + sessions)
                .equals("0");
    }

    private boolean waits(String statement) {
        return value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '"
                        + database.name() + "' AND query = '" + statement + "'")
                .equals("1");
    }

    private String value(String sql) {
        try {
            return database.value(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
