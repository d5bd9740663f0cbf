package io.github.claudenexus.session;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One transaction on the run's connection: whatever happens, autocommit is on again and nothing is left open. */
public final class Transaction {

    private Transaction() {}

    /** What happens inside; ends by sending COMMIT itself. */
    @FunctionalInterface
    public interface Body<T> {
        public T run(String transaction) throws Exception;
    }

    /** The round trip that begins it; the first statements of what happens inside may be part of it. */
    @FunctionalInterface
    public interface Beginning {
        /** Sends it, and gives the first row of the opening's last statement. */
        Map<String, String> send(String opening) throws SQLException;
    }

    /** Begins, runs the body, and rolls back when it throws. */
    public static <T> T run(Connection connection, String opening, Body<T> body) throws Exception {
        return run(connection, opening, alone(connection), body);
    }

    /** With nothing else in it. */
    public static Beginning alone(Connection connection) {
        return opening -> Statements.ask(connection, opening);
    }

    /**
     * Begins with this round trip, runs the body, and rolls back when one of them throws.
     *
     * @param opening BEGIN, and what rides with it
     */
    public static <T> T run(Connection connection, String opening, Beginning first, Body<T> body) throws Exception {
        String id = "";
        try {
            // The driver would send its own BEGIN as a message of its own; ours takes the opening along.
            id = first.send(opening + "SELECT pg_current_xact_id()::text AS transaction")
                    .getOrDefault("transaction", "");
            connection.setAutoCommit(false);
            T result = body.run(id);
            connection.setAutoCommit(true);
            return result;
        } catch (OutOfMemoryError full) {
            // What the server is still sending would be read for an answer to ROLLBACK; it rolls back by itself.
            connection.abort(Runnable::run);
            throw full;
        } catch (Throwable failure) {
            undo(connection, failure);
            failure.addSuppressed(new Unended(id));
            throw failure;
        }
    }

    /** Tells, on what a transaction threw, which one it was: whether it was committed can be asked for later. */
    static final class Unended extends Exception {

        private static final long serialVersionUID = 1L;

        private final String id;

        private Unended(String id) {
            super("in transaction " + (id.isEmpty() ? "whose number is not known" : id), null, false, false);
            this.id = id;
        }

        /** Its number; empty when the server no longer reported it. */
        String id() {
            return id;
        }
    }

    /** The transaction that a failure, or one of its causes, was thrown in; empty when it was in none. */
    static Optional<Unended> of(Throwable failure) {
        return attached(failure, Unended.class);
    }

    /** What of this kind is attached to a failure or to one of its causes. */
    static <T> Optional<T> attached(Throwable failure, Class<T> kind) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.of(cause.getSuppressed()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
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
