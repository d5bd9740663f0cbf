package io.github.claudenexus.session;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a long statement from a second connection: who blocks it, how far an index build is. The second connection
 * is opened when the first statement takes long, holds no transaction, and is optional: a run goes on when it cannot be opened.
 */
public final class BlockerMonitor implements AutoCloseable {

    private static final Duration LONG = Duration.ofMillis(800);
    private static final Duration SHORTEST = Duration.ofMillis(40);
    private static final Duration BETWEEN_LOOKS = LONG.dividedBy(2);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private static final String PROGRESS = "SELECT phase || coalesce(' ' || round(100.0 * blocks_done /"
            + " nullif(blocks_total, 0)) || ' %', '') FROM pg_stat_progress_create_index WHERE pid = ?";

    private final ConnectionSettings database;
    private final RunningStatement activity;
    private final RunListener listener;
    private final int backend;
    private final Duration patience;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "nexus-watch");
    private @Nullable Connection connection;
    private boolean answered;
    private long notBefore = System.nanoTime();
    private long lookedAt;
    private long lastLook;
    private long lastLine;
    private String lastBlocker = "";

    private BlockerMonitor(Session session, RunningStatement activity, RunListener listener) {
        this.database = session.database();
        this.activity = activity;
        this.listener = listener;
        this.backend = session.backend();
        this.patience = patience(session.settings().limits().lockTimeout());
    }

    public static BlockerMonitor start(Session session, RunningStatement activity, RunListener listener) {
        BlockerMonitor watch = new BlockerMonitor(session, activity, listener);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** How old a statement is when it is looked at: the wait for a lock must not be over by then. */
    static Duration patience(Duration lockTimeout) {
        Duration third = lockTimeout.dividedBy(3);
        Duration wanted = third.compareTo(LONG) < 0 ? third : LONG;
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    }

    private void look() {
        try {
            while (!end.await(patience.toMillis() / 2, TimeUnit.MILLISECONDS)) {
                Optional<RunningStatement.Running> running = activity.running();
                if (running.isPresent() && isDue(running.get())) {
                    lookedAt = running.get().sinceNanos();
                    lastLook = System.nanoTime();
                    report(running.get());
                }
            }
        } catch (InterruptedException noMore) {
            // The run has ended.
        } finally {
            closeQuietly();
        }
    }

    // The first look is early, so that a short wait for a lock is not over by then; the next ones cost the server more
    // than they tell.
    private boolean isDue(RunningStatement.Running running) {
        long now = System.nanoTime();
        boolean early = running.sinceNanos() == lookedAt && now - lastLook < BETWEEN_LOOKS.toNanos();
        return running.age().compareTo(patience) > 0 && now - notBefore >= 0 && !early;
    }

    // A run goes on well without being watched. A connection that was lost is opened again at once, if it was of any
    // use.
    private void report(RunningStatement.Running running) {
        try {
            tell(running);
            answered = true;
        } catch (SQLException | RuntimeException lost) {
            closeQuietly();
            connection = null;
            notBefore = System.nanoTime() + (answered ? 0 : BETWEEN_TRIES.toNanos());
            answered = false;
        }
    }

    private void tell(RunningStatement.Running running) throws SQLException {
        listener.stillRuns();
        Connection open = connection();
        List<String> blockers = Blockers.of(open, backend);
        if (!blockers.isEmpty()) {
            String who = String.join("; ", blockers);
            activity.blockedBy(who);
            if (!lastBlocker.equals(blockers.get(0).replaceAll("\\(.*", "") + running.sinceNanos())) {
                lastBlocker = blockers.get(0).replaceAll("\\(.*", "") + running.sinceNanos();
                listener.says("waiting for " + who);
            }
        } else if (running.age().compareTo(BETWEEN_LINES) > 0
                && System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            String phase = Statements.query(open, PROGRESS, row -> row.getString(1), backend).stream()
                    .findFirst()
                    .map(text -> " (" + text + ")")
                    .orElse("");
            listener.says("running for " + running.age().toSeconds() + " s" + phase + ": "
                    + running.statement().excerpt());
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection == null ? Connector.open(database) : connection;
        if (connection == null) {
            connection = open;
            Statements.send(open, SessionSql.WITHOUT_TIMEOUTS);
        }
        return open;
    }

    private void closeQuietly() {
        try (Connection open = connection) {
            if (open != null && !open.isClosed()) {
                // Behind a proxy the server's session may outlive this one; RESET ALL would leave it its role.
                Statements.send(open, "DISCARD ALL");
            }
        } catch (SQLException alreadyGone) {
            // Nothing is left to close.
        }
    }

    @Override
    public void close() {
        end.countDown();
        // It may be waiting for its connection: a pool with one session has none for it while the run goes on.
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
