package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts the connection of a run, once, as a crash would: after a statement outside of a transaction that has committed
 * something, or after the first or the last batch of a step.
 */
final class InterruptingProbe implements StatementProbe {

    // The number that the next transaction which changes anything gets; what changed nothing leaves it.
    private static final String NEXT_TRANSACTION =
            "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text";

    private final int passing;
    private final Set<String> begun = new HashSet<>();
    private int passed;
    private Optional<Connection> session = Optional.empty();
    private Optional<Point> point = Optional.empty();

    /**
     * For one run.
     *
     * @param passing how many statements and batches are let pass first
     */
    InterruptingProbe(int passing) {
        this.passing = passing;
    }

    /**
     * Where a run was interrupted.
     *
     * @param passed how many statements and batches it had done
     * @param statement the last statement; empty where it was a batch
     * @param batch which batch, in words; empty where it was a statement
     */
    record Point(int passed, Optional<Statement> statement, String batch) {}

    /** Where the run was interrupted; empty when it was not. */
    Optional<Point> point() {
        return point;
    }

    @Override
    public <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable {
        session = Optional.of(connection);
        if (!connection.getAutoCommit()) {
            return call.run();
        }
        String before = nextTransaction(connection);
        T result = call.run();
        passed++;
        if (passed > passing && !nextTransaction(connection).equals(before)) {
            interrupt(new Point(passed, Optional.of(statement), ""));
        }
        return result;
    }

    @Override
    public void batched(String step, boolean ended) {
        passed++;
        boolean first = begun.add(step);
        if (passed > passing && (first || ended)) {
            String which = first && ended ? "only" : first ? "first" : "last";
            interrupt(new Point(passed, Optional.empty(), "the " + which + " batch of the step \"" + step + "\""));
        }
    }

    private static String nextTransaction(Connection connection) throws SQLException {
        return Statements.query(connection, NEXT_TRANSACTION, row -> row.getString(1))
                .get(0);
    }

    private void interrupt(Point where) {
        point = Optional.of(where);
        try {
            session.orElseThrow().abort(Runnable::run);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
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
