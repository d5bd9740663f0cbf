package io.github.claudenexus.runner;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Messages;
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
 * is opened when the first statement takes long, holds no transaction, and is missed by nobody when it cannot be had.
 */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofMillis(800);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private static final String BLOCKERS =
            "SELECT a.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), coalesce(a.usename, 'unknown'),"
                    + " coalesce(a.state, 'state not shown'),"
                    + " coalesce(to_char(clock_timestamp() - a.xact_start, 'HH24:MI:SS'), 'a time not shown'), left(coalesce(a.query, ''), 200)"
                    + " FROM unnest(pg_blocking_pids(?)) AS b (pid) JOIN pg_stat_activity a USING (pid) ORDER BY a.pid";

    private static final String PROGRESS = "SELECT phase || coalesce(' ' || round(100.0 * blocks_done /"
            + " nullif(blocks_total, 0)) || ' %', '') FROM pg_stat_progress_create_index WHERE pid = ?";

    private final ConnectionSettings database;
    private final Activity activity;
    private final RunListener listener;
    private final int backend;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "nexus-watch");
    private @Nullable Connection connection;
    private long lastLine;
    private String lastBlocker = "";

    private Watch(ConnectionSettings database, Activity activity, RunListener listener, int backend) {
        this.database = database;
        this.activity = activity;
        this.listener = listener;
        this.backend = backend;
    }

    static Watch start(ConnectionSettings database, Activity activity, RunListener listener, int backend) {
        Watch watch = new Watch(database, activity, listener, backend);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void look() {
        try {
            while (!end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<Activity.Running> running = activity.running();
                if (running.isPresent() && running.get().age().compareTo(LONG) > 0) {
                    report(running.get());
                }
            }
        } catch (InterruptedException | SQLException | RuntimeException noMore) {
            // A run goes on well without being watched.
        } finally {
            closeQuietly();
        }
    }

    private void report(Activity.Running running) throws SQLException {
        Connection open = connection == null ? Connector.open(database) : connection;
        connection = open;
        List<String> blockers = Messages.query(
                open,
                BLOCKERS,
                row -> "pid " + row.getInt(1) + " (" + row.getString(2) + ", user " + row.getString(3) + ", "
                        + row.getString(4) + ", transaction open for " + row.getString(5) + "): "
                        + Excerpt.of(row.getString(6)),
                backend);
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
            String phase = Messages.query(open, PROGRESS, row -> row.getString(1), backend).stream()
                    .findFirst()
                    .map(text -> " (" + text + ")")
                    .orElse("");
            listener.says("running for " + running.age().toSeconds() + " s" + phase + ": " + Excerpt.of(running.sql()));
        }
    }

    private void closeQuietly() {
        try {
            if (connection != null) {
                connection.close();
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
