package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind.Verb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Ends the session of a run, once, as a crash would: after a statement outside of a transaction that has committed
 * something, or after the first or the last batch of a step.
 */
final class InterruptingProbe implements StatementProbe {

    // The number that the next transaction which changes anything gets; what changed nothing leaves it.
    private static final String NEXT_TRANSACTION =
            "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text";

    private static final String END_SESSION = "SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())";

    private final Predicate<Point> wanted;
    private final Map<Object, Integer> times = new HashMap<>();
    private Optional<Connection> session = Optional.empty();
    private Optional<Point> point = Optional.empty();

    /**
     * For one run.
     *
     * @param wanted whether it is to be interrupted at a place; asked at each until it is
     */
    InterruptingProbe(Predicate<Point> wanted) {
        this.wanted = wanted;
    }

    /**
     * A place where a run may be interrupted.
     *
     * @param statement the statement that has ended; empty where a batch has
     * @param time which time it is that this statement was run
     * @param batch which batch, in words; empty where it was a statement
     */
    record Point(Optional<Statement> statement, int time, String batch) {}

    /** Where the run was interrupted; empty when it was not. */
    Optional<Point> point() {
        return point;
    }

    @Override
    public <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable {
        session = Optional.of(connection);
        // Guards are most of what a class sends, and to ask about each would take twice their time.
        boolean isGuard =
                statement.kind().verb() == Verb.READ && !statement.start().isInFile();
        if (!connection.getAutoCommit() || isGuard) {
            return call.run();
        }
        String before = nextTransaction(connection);
        T result = call.run();
        Point here = new Point(Optional.of(statement), times.merge(statement, 1, Integer::sum), "");
        if (!nextTransaction(connection).equals(before)) {
            reached(here);
        }
        return result;
    }

    @Override
    public void batched(String step, boolean ended) {
        boolean first = times.merge(step, 1, Integer::sum) == 1;
        if (first || ended) {
            String which = first && ended ? "only" : first ? "first" : "last";
            reached(new Point(Optional.empty(), 1, "the " + which + " batch of the step \"" + step + "\""));
        }
    }

    private static String nextTransaction(Connection connection) throws SQLException {
        return Statements.query(connection, NEXT_TRANSACTION, row -> row.getString(1))
                .get(0);
    }

    private void reached(Point here) {
        if (!wanted.test(here)) {
            return;
        }
        point = Optional.of(here);
        try (Connection cut = session.orElseThrow()) {
            // The driver waits for the end of the session, and with it of its lock, which the next run would wait for.
            Statements.query(cut, END_SESSION, row -> row.getBoolean(1));
        } catch (SQLException ended) {
            // As it is to be.
        }
        throw new Interrupted();
    }

    /** No code of an author's that handles exceptions sees a crash either. */
    private static final class Interrupted extends Error {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted by the rehearsal");
        }
    }
}
