package io.github.claudenexus.session;

import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * When the connection is lost at a COMMIT, only the server knows whether it was done. The history alone does not: what is
 * recorded may be the work of a runner that was quicker to take the lock.
 */
public final class CommitOutcome {

    // A server that was failed over to may not have come to that number.
    private static final String COMMITTED = "SELECT CASE WHEN x < pg_snapshot_xmax(pg_current_snapshot())"
            + " THEN pg_xact_status(x) END = 'committed' FROM (SELECT ?::text::xid8 AS x) t";

    private CommitOutcome() {}

    /** The failure as it stands after the history was read again, on another connection and under the lock. */
    public static NexusException settle(NexusException lost, Plan after, Connection connection) throws SQLException {
        Optional<MigrationEntry> applied = applied(lost.failure(), after);
        if (applied.isEmpty()) {
            return lost;
        }
        String id = applied.get().id().toString();
        String hint = "Run migrate again: it goes on with what is pending.";
        Failure failure = isOurs(lost, applied.get(), connection)
                ? Failure.of(
                        FailureCode.CONNECTION_LOST,
                        "The connection was lost at the end of " + id + ", which has been committed all the same.",
                        hint)
                : Failure.of(
                        FailureCode.CONNECTION_LOST,
                        "The connection was lost in the middle of " + id
                                + ". What this run had not committed was rolled back, and another runner has applied it"
                                + " since.",
                        hint);
        return failure.at(lost.failure().place()).exception(lost);
    }

    private static Optional<MigrationEntry> applied(Failure failure, Plan after) {
        return failure.place()
                .migration()
                .filter(id -> failure.code() == FailureCode.CONNECTION_LOST)
                .flatMap(id -> after.in(MigrationState.APPLIED).stream()
                        .filter(entry -> entry.id().toString().equals(id))
                        .findFirst());
    }

    private static boolean isOurs(NexusException lost, MigrationEntry entry, Connection connection)
            throws SQLException {
        Optional<Transaction.Unended> transaction = Transaction.of(lost);
        if (transaction.isEmpty()) {
            return Transaction.attached(lost, HistoryWriter.EndUnconfirmed.class)
                    .isPresent();
        }
        // Of an online part no transaction is the end.
        boolean online = entry.migration()
                .filter(JavaMigration.class::isInstance)
                .filter(migration -> ((JavaMigration) migration).online())
                .isPresent();
        return !online && committed(transaction.get().id(), connection);
    }

    private static boolean committed(String transaction, Connection connection) throws SQLException {
        return !transaction.isEmpty()
                && Statements.query(connection, COMMITTED, row -> row.getBoolean(1), transaction)
                        .get(0);
    }
}
