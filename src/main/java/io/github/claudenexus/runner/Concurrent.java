package io.github.claudenexus.runner;

import io.github.claudenexus.jdbc.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Statements that work CONCURRENTLY. They wait for old transactions by lock requests that nobody queues behind:
 * lock_timeout, which is there to spare others, would only end them and leave an invalid index. DETACH PARTITION is none
 * of them: it ends with ACCESS EXCLUSIVE.
 */
final class Concurrent {

    private Concurrent() {}

    static boolean is(String sql) {
        return IndexStatement.of(sql).concurrently();
    }

    static boolean buildsIndex(String sql) {
        return IndexStatement.of(sql).builds();
    }

    /** One that waits without keeping anybody waiting. */
    @FunctionalInterface
    interface Statement {
        void run() throws SQLException;
    }

    /** Runs it with as much patience for locks as its step has left, and never less than for any lock. */
    static void patiently(Connection connection, RunSettings.Limits limits, Deadline deadline, Statement statement)
            throws SQLException {
        Duration left = deadline.left();
        lockTimeout(connection, left.compareTo(limits.lockTimeout()) > 0 ? left : limits.lockTimeout());
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
