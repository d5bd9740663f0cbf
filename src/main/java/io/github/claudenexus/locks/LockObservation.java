package io.github.claudenexus.locks;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one statement was seen to do to one relation.
 *
 * @param ran the statement
 * @param relation what it was done to
 * @param taken the modes it newly acquired
 * @param held what earlier statements of the transaction held on it
 * @param change what became of the relation
 * @param source how it is known
 * @param atMs when the locks were acquired
 * @param untilMs when they were released
 */
record LockObservation(
        Ran ran,
        Relation relation,
        Set<LockMode> taken,
        Held held,
        Change change,
        LockNote.Source source,
        long atMs,
        long untilMs) {

    LockObservation {
        taken = copy(taken);
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
        return new LockObservation(ran, relation, taken, held, change, source, atMs, ms);
    }

    LockObservation with(Change settled) {
        return new LockObservation(ran, relation, taken, held, settled, source, atMs, untilMs);
    }

    /** Whether there is something to say: a new lock, or long work or a loss under one that was held before. */
    boolean tells() {
        return taken.stream().anyMatch(mode -> mode != LockMode.NONE)
                || change.takesAway()
                || change.rewrite()
                || change.all()
                || (change.scan() && ranBlocking());
    }

    /** The strongest mode that the statement newly acquired. */
    Optional<LockMode> strongestTaken() {
        return taken.stream().max(LockMode::compareTo);
    }

    /** Whether the statement newly acquired a lock that others wait for. */
    boolean blocks() {
        return strongestTaken().filter(relation::isBlockedBy).isPresent();
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
        LockMode own = strongestTaken().orElse(LockMode.NONE);
        return held.strongest().compareTo(own) > 0 ? held.strongest() : own;
    }
}
