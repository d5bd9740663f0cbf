package io.github.claudenexus.author;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.Statement;
import java.util.Optional;

/** A migration tried to end the transaction that also holds its history row. */
public final class TransactionViolation {

    private static final String HINT =
            "Leave commit, rollback and close to nexus. What must run outside a transaction belongs into online(), or"
                    + " into a SQL file with \"-- nexus: transactional=false\".";

    private static final String HINT_OUTSIDE =
            "Outside of a transaction each statement commits by itself. What is to commit together belongs into batches(),"
                    + " or into up().";

    private TransactionViolation() {}

    static NexusException by(Statement statement, boolean autoCommit) {
        return Failure.of(
                        FailureCode.LEFT_TRANSACTION,
                        "The migration may not begin or end a transaction: " + statement.excerpt() + ".",
                        hint(autoCommit))
                .at(new Failure.Place(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(statement.excerpt()),
                        Optional.empty(),
                        Optional.of(statement.start()).filter(SourcePosition::isInFile)))
                .exception();
    }

    private static String hint(boolean autoCommit) {
        return autoCommit ? HINT_OUTSIDE : HINT;
    }

    static NexusException discarding() {
        return Failure.of(
                        FailureCode.LEFT_TRANSACTION,
                        "The migration may not send DISCARD ALL: it would give the run's lock away.",
                        "Name what is to be forgotten: DISCARD TEMP, DISCARD PLANS or RESET ALL.")
                .exception();
    }

    public static NexusException ofLock(String migration) {
        return Failure.of(
                        FailureCode.LEFT_TRANSACTION,
                        migration + " gave the run's lock away, as pg_advisory_unlock_all() does.",
                        "It was not recorded. Have it give back its own locks one by one, with pg_advisory_unlock(key),"
                                + " or use pg_advisory_xact_lock(key), which ends by itself; then run it again.")
                .exception();
    }

    static NexusException byCalling(String method, boolean autoCommit) {
        return Failure.of(
                        FailureCode.LEFT_TRANSACTION,
                        "The migration may not call " + method + " on the connection it is handed.",
                        hint(autoCommit))
                .exception();
    }

    public static NexusException unseen() {
        return Failure.of(
                        FailureCode.LEFT_TRANSACTION,
                        "The migration ended the transaction that it ran in and began another.",
                        HINT)
                .exception();
    }
}
