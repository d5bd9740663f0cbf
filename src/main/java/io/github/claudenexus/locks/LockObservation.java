package io.github.claudenexus.locks;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one statement did to one relation.
 *
 * @param ran the statement
 * @param relation the relation
 * @param acquired the modes it newly acquired
 * @param held what earlier statements of the transaction held on it
 * @param change what became of the relation
 * @param source how it is known
 * @param atMs when the locks were acquired
 * @param untilMs when they were released
 */
record LockObservation(
        RanStatement ran,
        Relation relation,
        Set<LockMode> acquired,
        Held held,
        Change change,
        LockNote.Source source,
        long atMs,
        long untilMs) {

    LockObservation {
        acquired = copy(acquired);
    }

    /**
     * Locks of earlier statements.
     *
     * @param modes on the relation
     * @param rows whether an UPDATE, a DELETE or an INSERT that looks for conflicts may have locked rows of it
     */
    record Held(Set<LockMode> modes, boolean rows) {

        static final Held NOTHING = new Held(Set.of(), false);

        Held {
            modes = copy(modes);
        }

        LockMode strongest() {
            return modes.stream().max(LockMode::compareTo).orElse(LockMode.NONE);
        }
    }

    private static Set<LockMode> copy(Set<LockMode> modes) {
        return Collections.unmodifiableSet(modes.isEmpty() ? EnumSet.noneOf(LockMode.class) : EnumSet.copyOf(modes));
    }

    LockObservation until(long ms) {
        return new LockObservation(ran, relation, acquired, held, change, source, atMs, ms);
    }

    LockObservation with(Change other) {
        return new LockObservation(ran, relation, acquired, held, other, source, atMs, untilMs);
    }

    /** Whether a report notes it: a new lock, or long work or a loss under one that was held before. */
    boolean isNoted() {
        return acquired.stream().anyMatch(mode -> mode != LockMode.NONE)
                || change.breaksCode()
                || change.rewrite()
                || change.everyRow()
                || (change.scan() && ranBlocking());
    }

    /** The strongest mode that the statement newly acquired. */
    Optional<LockMode> strongestAcquired() {
        return acquired.stream().max(LockMode::compareTo);
    }

    /** Whether the statement newly acquired a lock that others wait for. */
    boolean blocks() {
        return strongestAcquired().filter(relation::isBlockedBy).isPresent();
    }

    /** Whether others waited while it ran. */
    boolean ranBlocking() {
        return relation.isBlockedBy(strongest());
    }

    /** Whether it ran long, for a large table, and others waited for that table. */
    boolean blockedLong() {
        return relation.holdsRows() && change.takesLong() && ranBlocking();
    }

    /** The strongest mode held while it ran. */
    LockMode strongest() {
        LockMode own = strongestAcquired().orElse(LockMode.NONE);
        return held.strongest().compareTo(own) > 0 ? held.strongest() : own;
    }
}
