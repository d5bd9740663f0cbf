package io.github.claudenexus.runner;

import io.github.claudenexus.jdbc.TransactionControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Every statement of a migration passes here: timed, remembered when it fails, refused when it ends the transaction. */
final class StatementLog {

    private final RunListener listener;
    private final Activity activity;
    private Optional<String> failed = Optional.empty();
    private Optional<String> last = Optional.empty();

    StatementLog(RunListener listener, Activity activity) {
        this.listener = listener;
        this.activity = activity;
    }

    /** What a call to the driver is. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws Throwable;
    }

    <T> T run(Connection connection, String sql, Call<T> call) throws Throwable {
        refuseTransactionControl(sql);
        last = Optional.of(sql);
        boolean inTransaction = !connection.getAutoCommit();
        long start = System.nanoTime();
        activity.begins(sql);
        try {
            T result = call.run();
            if (inTransaction && state(connection) == TransactionState.IDLE) {
                throw LeftTransaction.by(sql);
            }
            return result;
        } catch (SQLException failure) {
            failed = Optional.of(sql);
            throw failure;
        } finally {
            activity.ends();
            listener.statement(sql, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    static void refuseTransactionControl(String sql) {
        TransactionControl.find(sql).ifPresent(words -> {
            throw LeftTransaction.by(sql);
        });
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    /** The statement that the server refused, if one did. */
    Optional<String> failed() {
        return failed;
    }

    /** The statement that was sent last, for a failure that is not the server's. */
    Optional<String> last() {
        return last;
    }

    void forget() {
        failed = Optional.empty();
        last = Optional.empty();
    }
}
