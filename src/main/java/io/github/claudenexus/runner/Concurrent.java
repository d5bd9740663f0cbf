package io.github.claudenexus.runner;

import io.github.claudenexus.jdbc.LeadingWords;
import io.github.claudenexus.jdbc.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Statements that work CONCURRENTLY. They wait for old transactions by lock requests that nobody queues behind:
 * lock_timeout, which is there to spare others, would only end them and leave an invalid index.
 */
final class Concurrent {

    private static final int ENOUGH_WORDS = 30;
    private static final Pattern BUILD = Pattern.compile("CREATE (UNIQUE )?INDEX CONCURRENTLY .*");
    private static final Pattern OTHER = Pattern.compile(
            "DROP INDEX CONCURRENTLY .*|REINDEX .*CONCURRENTLY.*" + "|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY");

    private Concurrent() {}

    static boolean is(String sql) {
        return buildsIndex(sql)
                || OTHER.matcher(LeadingWords.of(sql, ENOUGH_WORDS)).matches();
    }

    static boolean buildsIndex(String sql) {
        return BUILD.matcher(LeadingWords.of(sql, ENOUGH_WORDS)).matches();
    }

    /** One that waits without keeping anybody waiting. */
    @FunctionalInterface
    interface Statement {
        void run() throws SQLException;
    }

    /** Runs it with as much patience for locks as the user has in all. */
    static void patiently(Connection connection, RunSettings.Limits limits, Statement statement) throws SQLException {
        boolean longer = limits.lockRetryTime().compareTo(limits.lockTimeout()) > 0;
        lockTimeout(connection, longer ? limits.lockRetryTime() : limits.lockTimeout());
        try {
            statement.run();
        } catch (SQLException failure) {
            try {
                lockTimeout(connection, limits.lockTimeout());
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
        lockTimeout(connection, limits.lockTimeout());
    }

    private static void lockTimeout(Connection connection, Duration timeout) throws SQLException {
        Messages.send(connection, "SELECT set_config('lock_timeout', ?, false)", SessionSql.milliseconds(timeout));
    }
}
