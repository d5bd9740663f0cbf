package io.github.claudenexus.resilience;

import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An ALTER of a table that is read for long and written to steadily: whom it keeps waiting, and for how long. */
@Timeout(180)
class BusyTableTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 2;
    private static final String ALTER = "ALTER TABLE api_requests ADD COLUMN busy int";

    @Test
    void writersWaitAtMostTheLockTimeout() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            Sets.NEXUS_USED.prepare(database);
            Run run = Run.on(database.url()).limits(LOCK_TIMEOUT.toMillis(), 60_000, 1000);
            CompletableFuture<Outcome> migrating;
            Duration stall;
            long readNanos = System.nanoTime();
            try (Writer writer = new Writer(database)) {
                try (Connection reader = reader(database)) {
                    migrating = CompletableFuture.supplyAsync(() -> run.migrate(sql(1, ALTER)));
                    long end = System.nanoTime() + PATIENCE.toNanos();
                    while (retries(run) < TRIES && !migrating.isDone() && System.nanoTime() < end) {
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                    assertThat(migrating).isNotDone();
                    reader.rollback();
                }
                readNanos = System.nanoTime() - readNanos;
                assertThat(migrating.get(60, TimeUnit.SECONDS).failure()).isEmpty();
                stall = writer.longestStall();
            }

            assertThat(run.lines)
                    .anyMatch(
                            line -> line.matches(
                                    "retries: 001-sql-step: a lock was not acquired in time, held by pid \\d+"
                                            + " \\(a slow report, user postgres, idle in transaction, transaction open for .*"));
            assertThat(database.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'api_requests'::regclass"
                            + " AND attname = 'busy'"))
                    .isEqualTo("1");
            assertThat(stall)
                    .as("the longest stall of a writer")
                    .isBetween(LOCK_TIMEOUT.dividedBy(2), LOCK_TIMEOUT.multipliedBy(2));
            Duration other = stallWithoutTimeout(database, Duration.ofNanos(readNanos));
            Sample.tell("Busy table: the reader stayed " + readNanos / 1_000_000 + " ms; lock_timeout "
                    + LOCK_TIMEOUT.toMillis() + " ms, tries refused " + retries(run) + ", longest stall of the writer "
                    + stall.toMillis() + " ms; with no timeout, a peer's default, " + other.toMillis() + " ms");
        }
    }

    /** What the writer sees of an ALTER that just waits, while the reader stays as long. */
    private static Duration stallWithoutTimeout(TestDatabase database, Duration read) throws Exception {
        database.execute("ALTER TABLE api_requests DROP COLUMN busy");
        try (Writer writer = new Writer(database)) {
            CompletableFuture<Void> altering;
            try (Connection reader = reader(database)) {
                altering = CompletableFuture.runAsync(() -> {
                    try {
                        database.execute(ALTER);
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                });
                TimeUnit.NANOSECONDS.sleep(read.toNanos());
                reader.rollback();
            }
            altering.get(60, TimeUnit.SECONDS);
            return writer.longestStall();
        }
    }

    private static long retries(Run run) {
        return run.lines.stream().filter(line -> line.startsWith("retries")).count();
    }

    private static Connection reader(TestDatabase database) throws SQLException {
        Connection reader = database.connect();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET application_name = 'a slow report'");
            statement.execute("SELECT * FROM api_requests");
        }
        return reader;
    }

    /** Writes to the table, one row after the other. */
    private static final class Writer implements AutoCloseable {

        private final TestDatabase database;
        private final CompletableFuture<Duration> stall;
        private volatile boolean ends;

        Writer(TestDatabase database) {
            this.database = database;
            this.stall = CompletableFuture.supplyAsync(this::write, task -> new Thread(task, "writer").start());
        }

        private Duration write() {
            long longest = 0;
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!ends) {
                    long start = System.nanoTime();
                    statement.execute("UPDATE api_requests SET domain = domain WHERE request_id ="
                            + " (SELECT min(request_id::text)::uuid FROM api_requests)");
                    longest = Math.max(longest, System.nanoTime() - start);
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                return Duration.ofNanos(longest);
            } catch (SQLException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** Ends it; how long it had to wait at most. */
        Duration longestStall() throws Exception {
            ends = true;
            return stall.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            ends = true;
        }
    }
}
