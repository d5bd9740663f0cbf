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

    /** What to do when a rollback has lost its connection. */
    public static final String ROLL_BACK_AGAIN =
            "Run nexus:rollback again, with nexus.target: what was undone is recorded, and"
                    + " nexus.count would start again from there.";

    private CommitOutcome() {}

    /** The failure of a migration as it stands after the history was read again, elsewhere and under the lock. */
    public static NexusException ofUp(NexusException lost, Plan before, Plan after, Connection connection)
            throws SQLException {
        Optional<MigrationEntry> applied = applied(lost, after);
        if (applied.isEmpty()) {
            return lost;
        }
        boolean ours = isUpOurs(lost, applied.get(), connection);
        // Applied again, it is applied whatever became of that.
        return !ours && applied(lost, before).isPresent() ? lost : ofApplied(lost, applied.get(), ours);
    }

    /** The failure of recording what was not run, in the same way: its last migration stands for all. */
    public static NexusException ofRecording(NexusException lost, Plan after, Connection connection)
            throws SQLException {
        Optional<MigrationEntry> applied = applied(lost, after);
        return applied.isEmpty() ? lost : ofApplied(lost, applied.get(), isEndOurs(lost, connection));
    }

    private static Optional<MigrationEntry> applied(NexusException lost, Plan plan) {
        return entry(lost, plan).filter(entry -> entry.state() == MigrationState.APPLIED);
    }

    private static NexusException ofApplied(NexusException lost, MigrationEntry applied, boolean ours) {
        String id = applied.id().toString();
        return failure(
                lost,
                ours
                        ? "at the end of " + id + ", which has been committed all the same."
                        : "in the middle of " + id + ". What this run had not committed was rolled back, and another"
                                + " runner has applied it since.",
                "Run migrate again: it goes on with what is pending.");
    }

    /** The failure of a down, in the same way. */
    public static NexusException ofDown(NexusException lost, Plan after, Connection connection) throws SQLException {
        Optional<MigrationEntry> undone =
                entry(lost, after).filter(entry -> entry.row().isEmpty());
        if (undone.isEmpty()) {
            return lost;
        }
        String id = undone.get().id().toString();
        return failure(
                lost,
                isEndOurs(lost, connection)
                        ? "at the end of the down of " + id + ", which has been undone all the same."
                        : "in the middle of the down of " + id
                                + ". What this run had not committed was rolled back, and"
                                + " another runner has undone it since.",
                ROLL_BACK_AGAIN);
    }

    private static NexusException failure(NexusException lost, String how, String hint) {
        return Failure.of(FailureCode.CONNECTION_LOST, "The connection was lost " + how, hint)
                .at(lost.failure().place())
                .exception(lost);
    }

    private static Optional<MigrationEntry> entry(NexusException lost, Plan after) {
        Failure failure = lost.failure();
        return failure.place()
                .migration()
                .filter(id -> failure.code() == FailureCode.CONNECTION_LOST)
                .flatMap(id -> after.entries().stream()
                        .filter(entry -> entry.id().toString().equals(id))
                        .findFirst());
    }

    private static boolean isUpOurs(NexusException lost, MigrationEntry entry, Connection connection)
            throws SQLException {
        // Of an online part no transaction is the end.
        boolean online = entry.migration()
                .filter(JavaMigration.class::isInstance)
                .filter(migration -> ((JavaMigration) migration).online())
                .isPresent();
        return online ? Transaction.of(lost).isEmpty() && wasEnding(lost) : isEndOurs(lost, connection);
    }

    private static boolean isEndOurs(NexusException lost, Connection connection) throws SQLException {
        Optional<Transaction.Unended> transaction = Transaction.of(lost);
        return transaction.isPresent() ? committed(transaction.get().id(), connection) : wasEnding(lost);
    }

    private static boolean wasEnding(NexusException lost) {
        return Transaction.attached(lost, HistoryWriter.EndUnconfirmed.class).isPresent();
    }

    private static boolean committed(String transaction, Connection connection) throws SQLException {
        return !transaction.isEmpty()
                && Statements.query(connection, COMMITTED, row -> row.getBoolean(1), transaction)
                        .get(0);
    }
}
