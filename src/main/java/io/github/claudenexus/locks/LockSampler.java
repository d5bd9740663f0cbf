package io.github.claudenexus.locks;

import io.github.claudenexus.locks.LockReader.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at another backend's locks while its statement runs, in a thread of its own, and gives free what makes it wait. */
final class LockSampler implements Runnable {

    /** Watches nothing. */
    static final LockSampler NONE = new LockSampler(null, 0, false);

    /** Less than the lock_timeout of a session, or the statement would fail for our sake. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);
    private static final int PAUSE_WHILE_HOLDING_MS = 1;
    private static final int SHORTEST_PAUSE_MS = 2;
    private static final int LONGEST_PAUSE_MS = 50;

    private final @Nullable Connection own;
    private final int pid;
    private final long beganNanos = System.nanoTime();
    private final Map<Request, Seen> seen = new LinkedHashMap<>();
    private final Thread thread = new Thread(this, "nexus-locks");
    private volatile boolean holding;
    private volatile boolean ended;

    private LockSampler(@Nullable Connection own, int pid, boolean holding) {
        this.own = own;
        this.pid = pid;
        this.holding = holding;
    }

    /** A lock as it was first seen. */
    record Seen(long oid, LockMode mode, boolean waited, long atNanos) {}

    static LockSampler start(Connection own, int pid, boolean holding) {
        LockSampler watching = new LockSampler(own, pid, holding);
        watching.thread.setDaemon(true);
        watching.thread.start();
        return watching;
    }

    @Override
    public void run() {
        Connection connection = own;
        if (connection == null) {
            return;
        }
        try {
            int pause = PAUSE_WHILE_HOLDING_MS;
            while (!ended) {
                boolean waits = look(connection);
                if (holding && (waits || held().compareTo(LONGEST_HOLD) > 0)) {
                    release(connection);
                }
                Thread.sleep(pause);
                pause = holding ? pause : Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, pause * 2));
            }
        } catch (SQLException | InterruptedException leftUnwatched) {
            // What was not seen is taken from the manual.
        } finally {
            release(connection);
        }
    }

    private Duration held() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** Whether the backend waits for what we hold. */
    private boolean look(Connection connection) throws SQLException {
        boolean waits = false;
        for (Request request : LockReader.requests(connection, pid)) {
            boolean waited = !request.granted();
            waits |= waited;
            Request granted = new Request(request.oid(), request.mode(), true);
            seen.putIfAbsent(granted, new Seen(request.oid(), request.mode(), waited, System.nanoTime()));
        }
        return waits;
    }

    private void release(Connection connection) {
        if (!holding) {
            return;
        }
        holding = false;
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            abort();
        }
    }

    /** The statement has ended. */
    void end() {
        ended = true;
        try {
            thread.join(LONGEST_GOODBYE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abort();
        }
    }

    // The server gives free what a closed connection held.
    private void abort() {
        try {
            if (own != null) {
                own.abort(Runnable::run);
            }
        } catch (SQLException gone) {
            // Then nothing is held either.
        }
    }

    /** What was seen; asked after the end. */
    List<Seen> seen() {
        return thread.isAlive() ? List.of() : List.copyOf(seen.values());
    }
}
