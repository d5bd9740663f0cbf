package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Relation.RelationState;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a transaction holds and has done at one moment, by the OIDs of relations.
 *
 * @param transaction its id; {@code null} as text while it has none
 * @param lockTimeout the session's lock_timeout
 * @param locks the modes it holds
 * @param counts what it did to each relation; only differences mean something
 * @param states of those it holds; none for one that was dropped
 * @param names what running code calls by name, where that was read
 */
record LockSnapshot(
        String transaction,
        String lockTimeout,
        Map<Long, Set<LockMode>> locks,
        Map<Long, Counts> counts,
        Map<Long, RelationState> states,
        Map<String, Relation> names) {

    /**
     * What the server counted of one relation in the open transaction.
     *
     * @param scans how often it was read as a whole; of an index, how often it was read at all
     * @param read of an index the entries that were read
     * @param inserted rows
     * @param changed rows updated or deleted
     */
    record Counts(long scans, long read, long inserted, long changed) {

        private static final Counts NONE = new Counts(0, 0, 0, 0);

        private Counts since(Counts before) {
            return new Counts(
                    scans - before.scans, read - before.read, inserted - before.inserted, changed - before.changed);
        }
    }

    Set<LockMode> modes(long oid) {
        return locks.getOrDefault(oid, Set.of());
    }

    Counts since(LockSnapshot before, long oid) {
        return counts.getOrDefault(oid, Counts.NONE).since(before.counts.getOrDefault(oid, Counts.NONE));
    }

    /** The most rows that one relation was given since. */
    long insertedSince(LockSnapshot before) {
        return counts.keySet().stream()
                .mapToLong(oid -> since(before, oid).inserted())
                .max()
                .orElse(0);
    }

    /** The state of the relation of this name that the transaction holds. */
    Stream<RelationState> named(String name) {
        return states.values().stream().filter(state -> state.name().equals(name));
    }

    LockSnapshot with(Map<String, Relation> read) {
        return new LockSnapshot(transaction, lockTimeout, locks, counts, states, read);
    }
}
