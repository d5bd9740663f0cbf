package io.github.claudenexus.session;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.jdbc.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits for the run's lock by trying again and again, never inside the server, and says who holds it. */
public final class LockWait {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int SHORTEST_PAUSE_MS = 50;
    private static final int LONGEST_PAUSE_MS = 500;

    private final Session session;
    private final RunListener listener;

    public LockWait(Session session, RunListener listener) {
        this.session = session;
        this.listener = listener;
    }

    /** Acquires it; what the server says of itself is read in the same message, so under the lock. */
    public ServerInfo acquire() throws SQLException {
        Duration patience = session.settings().limits().waitForRunner();
        long start = System.nanoTime();
        long lastLine = start - BETWEEN_LINES.toNanos();
        ServerInfo server = session.tryLock();
        while (!server.fit(true).locked()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw held(patience);
            }
            if (System.nanoTime() - lastLine >= BETWEEN_LINES.toNanos()) {
                lastLine = System.nanoTime();
                listener.waiting("Waiting for another runner, for up to " + patience.toSeconds() + " s: " + holder());
            }
            LockRetry.sleep(
                    Duration.ofMillis(ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS)));
            server = session.tryLock();
        }
        return server;
    }

    private RuntimeException held(Duration patience) throws SQLException {
        return Failure.of(
                        FailureCode.LOCK_HELD,
                        "Another runner holds the lock of this database: " + holder() + ". Waited "
                                + patience.toSeconds() + " s (nexus.wait).",
                        "Let it end and run again. If it is dead, SELECT pg_terminate_backend(<pid>) frees the lock.")
                .exception();
    }

    private String holder() throws SQLException {
        return Statements.query(
                        session.connection(),
                        AdvisoryLock.HOLDER,
                        row -> "pid " + row.getInt(1) + " (" + row.getString(2) + ", user " + row.getString(3) + ", "
                                + row.getString(4) + ")")
                .stream()
                .findFirst()
                .orElse("one that has just let it go");
    }
}
