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
 * @param time when, and for how long
 * @param effect what the statement did to the relation under the lock
 * @param source how it is known
 * @param onTarget how large the relation is on the target; empty without a target or when it is not there
 * @param assessment whether it is flagged, and the safer way
 */
public record LockNote(
        Statement statement,
        LockMode mode,
        String relation,
        LockTime time,
        Effect effect,
        Source source,
        Optional<RelationSize> onTarget,
        Advice assessment) {

    /**
     * When a lock was held.
     *
     * @param atMs when it was acquired, in milliseconds since the migration began
     * @param heldMs how long it was held, until its transaction ended, in milliseconds
     */
    public record LockTime(long atMs, long heldMs) {}

    /**
     * What a statement did to a relation.
     *
     * @param rewrite whether it rewrote the relation
     * @param scan whether it read the whole relation
     */
    public record Effect(boolean rewrite, boolean scan) {}

    /**
     * Whether a lock is flagged, and why.
     *
     * @param severity whether it is flagged
     * @param danger what is dangerous, and what it blocks, in sentences; empty when it is not flagged
     * @param safer the safer way, with why its author accepts the lock nevertheless; empty when it is not flagged
     */
    public record Advice(Severity severity, String danger, String safer) {

        static final Advice NONE = new Advice(Severity.INFO, "", "");

        String text() {
            return danger + (safer.isEmpty() ? "" : " Safer: " + safer);
        }
    }

    public long atMs() {
        return time.atMs();
    }

    public long heldMs() {
        return time.heldMs();
    }

    public boolean rewrite() {
        return effect.rewrite();
    }

    public boolean scan() {
        return effect.scan();
    }

    public Severity severity() {
        return assessment.severity();
    }

    /** What is dangerous, and the safer way; empty when it is not flagged. */
    public String advice() {
        return assessment.text();
    }

    public String danger() {
        return assessment.danger();
    }

    /** The safer way alone. */
    public String safer() {
        return assessment.safer();
    }

    /** Whether there is a safer way. */
    public boolean flagged() {
        return severity() != Severity.INFO;
    }

    /** The same with every text that repeats the migration's passed through a function. */
    public LockNote map(UnaryOperator<String> texts) {
        Advice mapped = new Advice(severity(), texts.apply(danger()), texts.apply(safer()));
        return new LockNote(statement.map(texts), mode, relation, time, effect, source, onTarget, mapped);
    }

    /**
     * The same, accepted by the migration's author; one without a safer way as it is.
     *
     * @param reason the author's, which the advice then ends with
     */
    public LockNote accepted(String reason) {
        if (!flagged()) {
            return this;
        }
        Advice accepted =
                new Advice(Severity.ACCEPTED, danger(), safer() + " Accepted: " + Declarations.sentence(reason));
        return new LockNote(statement, mode, relation, time, effect, source, onTarget, accepted);
    }

    /** How a lock is known. */
    public enum Source {
        /** Seen in pg_locks. */
        SEEN,
        /** Not seen: PostgreSQL's manual says so. */
        MANUAL
    }

    /** How bad a lock is. */
    public enum Severity {
        /** No safer way is needed. */
        INFO,
        /** There is a safer way, and the migration's author has accepted this one, with a reason. */
        ACCEPTED,
        /** There is a safer way. */
        WARNING,
        /** There is a safer way, and on the target the relation is larger than {@code nexus.bigTable}. */
        ERROR
    }
}
