package io.github.claudenexus.locks;

import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.Statement;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A lock that a statement newly acquired on a relation that existed before the migration.
 *
 * @param statement the statement, and where it is written
 * @param mode the lock
 * @param relation the relation, with its schema
 * @param atMs when it was acquired, in milliseconds since the migration began
 * @param heldMs how long it was held, until its transaction ended, in milliseconds
 * @param rewrite whether the statement rewrote the relation
 * @param scan whether the statement read the whole relation under the lock
 * @param source how it is known
 * @param onTarget how large the relation is on the target; empty without a target or when it is not there
 * @param severity whether it is flagged
 * @param advice what it blocks and the safer way; empty when it is not flagged
 */
public record LockNote(
        Statement statement,
        LockMode mode,
        String relation,
        long atMs,
        long heldMs,
        boolean rewrite,
        boolean scan,
        Source source,
        Optional<RelationSize> onTarget,
        Severity severity,
        String advice) {

    /** Whether there is a safer way. */
    public boolean flagged() {
        return severity != Severity.INFO;
    }

    /** The same with every text that repeats the migration's passed through a function. */
    public LockNote map(UnaryOperator<String> texts) {
        return new LockNote(
                statement.map(texts),
                mode,
                relation,
                atMs,
                heldMs,
                rewrite,
                scan,
                source,
                onTarget,
                severity,
                texts.apply(advice));
    }

    /**
     * The same, accepted by the migration's author; one without a safer way as it is.
     *
     * @param reason the author's, which the advice then ends with
     */
    public LockNote accepted(String reason) {
        return severity == Severity.INFO
                ? this
                : new LockNote(
                        statement,
                        mode,
                        relation,
                        atMs,
                        heldMs,
                        rewrite,
                        scan,
                        source,
                        onTarget,
                        Severity.ACCEPTED,
                        advice + " Accepted: " + Declarations.sentence(reason));
    }

    /** How a lock is known. */
    public enum Source {
        /** Seen in pg_locks, held. */
        SEEN,
        /** The statement was made to wait behind a conflicting lock, and its request was seen. */
        MADE_TO_WAIT,
        /** Not seen: PostgreSQL's manual says so. */
        MANUAL
    }

    /** How bad a lock is. */
    public enum Severity {
        /** It is what it is: no safer way is needed. */
        INFO,
        /** There is a safer way, and the migration's author has accepted this one, with a reason. */
        ACCEPTED,
        /** There is a safer way. */
        WARNING,
        /** There is a safer way, and on the target the relation is larger than {@code nexus.bigTable}. */
        ERROR
    }
}
