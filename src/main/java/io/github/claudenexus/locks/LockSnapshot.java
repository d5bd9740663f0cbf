package io.github.claudenexus.locks;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a transaction was seen to hold and to have done, by the relations' numbers.
 *
 * @param transaction its number
 * @param lockTimeout the session's lock_timeout
 * @param locks the modes it holds
 * @param counts what it did to each relation; only differences mean something
 * @param shapes how those it holds look; none for one that is gone
 * @param names what running code calls things by, where they were read
 */
record LockSnapshot(
        String transaction,
        String lockTimeout,
        Map<Long, Set<LockMode>> locks,
        Map<Long, Counts> counts,
        Map<Long, RelationState> shapes,
        Map<String, Relation> names) {

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

    /** How the relation of this name looks that the transaction holds. */
    Stream<RelationState> named(String name) {
        return shapes.values().stream().filter(shape -> shape.name().equals(name));
    }

    LockSnapshot with(Map<String, Relation> read) {
        return new LockSnapshot(transaction, lockTimeout, locks, counts, shapes, read);
    }
}
