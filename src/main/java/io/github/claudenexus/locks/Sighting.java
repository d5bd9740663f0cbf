package io.github.claudenexus.locks;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one statement was seen to do to one relation.
 *
 * @param statement its text
 * @param number counts the statements
 * @param transaction counts the transactions; 0 outside of one
 * @param relation what it was done to
 * @param taken the modes it newly took
 * @param held the strongest mode that earlier statements of the transaction held on it
 * @param change what became of the relation
 * @param source how it is known
 * @param atMs when the locks were had
 * @param untilMs when they were given back
 */
record Sighting(
        String statement,
        int number,
        int transaction,
        Relation relation,
        Set<LockMode> taken,
        Optional<LockMode> held,
        Change change,
        LockNote.Source source,
        long atMs,
        long untilMs) {

    Sighting {
        taken = Collections.unmodifiableSet(taken.isEmpty() ? EnumSet.noneOf(LockMode.class) : EnumSet.copyOf(taken));
    }

    Sighting until(long ms) {
        return new Sighting(statement, number, transaction, relation, taken, held, change, source, atMs, ms);
    }

    /** Whether there is something to say: a new lock, or long work or a loss under one that was had before. */
    boolean tells() {
        return !taken.isEmpty() || change.takesAway() || change.rewrite() || (change.scan() && ranBlocking());
    }

    /** The strongest mode that the statement newly took. */
    Optional<LockMode> strongestTaken() {
        return taken.stream().max(LockMode::compareTo);
    }

    /** Whether the statement newly took a lock that others wait for. */
    boolean blocks() {
        return strongestTaken().filter(relation::isBlockedBy).isPresent();
    }

    /** Whether others waited while it ran. */
    boolean ranBlocking() {
        return relation.isBlockedBy(strongest());
    }

    /** The strongest mode held while it ran. */
    LockMode strongest() {
        LockMode own = strongestTaken().orElse(LockMode.ACCESS_SHARE);
        return held.filter(earlier -> earlier.compareTo(own) > 0).orElse(own);
    }
}
