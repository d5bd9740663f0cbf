package io.github.claudenexus.runner;

import io.github.claudenexus.jdbc.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** One transaction on the run's connection: whatever happens, autocommit is on again and nothing is left open. */
final class Transaction {

    private Transaction() {}

    /** What happens inside; ends by sending COMMIT itself. */
    @FunctionalInterface
    interface Body<T> {
        T run(String transaction) throws Exception;
    }

    /**
     * Begins, runs the body, and rolls back when it throws.
     *
     * @param opening statements that ride with BEGIN
     */
    static <T> T run(Connection connection, String opening, Body<T> body) throws Exception {
        try {
            // The driver would send its own BEGIN as a message of its own; ours takes the opening along.
            List<Map<String, String>> answers =
                    Messages.send(connection, "BEGIN; " + opening + "SELECT pg_current_xact_id()::text AS transaction");
            connection.setAutoCommit(false);
            T result = body.run(answers.get(answers.size() - 1).getOrDefault("transaction", ""));
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable failure) {
            undo(connection, failure);
            throw failure;
        }
    }

    private static void undo(Connection connection, Throwable failure) {
        try {
            connection.setAutoCommit(false);
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
