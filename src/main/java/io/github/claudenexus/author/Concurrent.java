package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.SessionSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Statements that work CONCURRENTLY. They wait for old transactions by lock requests that nobody queues behind:
 * lock_timeout, which is there to spare others, would only end them and leave an invalid index. DETACH PARTITION is none
 * of them: it ends with ACCESS EXCLUSIVE.
 */
public final class Concurrent {

    private Concurrent() {}

    /** Runs it with as much patience for locks as its step has left, and never less than for any lock. */
    public static <T> T patiently(
            Connection connection,
            RunSettings.Limits limits,
            Deadline deadline,
            LockRetry.Attempt<T, SQLException> statement)
            throws SQLException {
        Duration left = deadline.left();
        lockTimeout(connection, left.compareTo(limits.lockTimeout()) > 0 ? left : limits.lockTimeout());
        T result;
        try {
            result = statement.run();
        } catch (SQLException failure) {
            try {
                lockTimeout(connection, limits.lockTimeout());
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
        lockTimeout(connection, limits.lockTimeout());
        return result;
    }

    private static void lockTimeout(Connection connection, Duration timeout) throws SQLException {
        Statements.send(connection, "SELECT set_config('lock_timeout', ?, false)", SessionSql.milliseconds(timeout));
    }
}
