package io.github.claudenexus.locks;

import java.util.Map;
import java.util.Set;

/**
 * What a transaction was seen to hold and to have done, by the relations' numbers.
 *
 * @param transaction its number
 * @param locks the modes it holds
 * @param scans how often each relation was read as a whole; only differences mean something
 * @param shapes how those it holds look; none for one that is gone
 */
record Look(String transaction, Map<Long, Set<LockMode>> locks, Map<Long, Long> scans, Map<Long, Shape> shapes) {

    Set<LockMode> modes(long oid) {
        return locks.getOrDefault(oid, Set.of());
    }

    long scansSince(Look before, long oid) {
        return scans.getOrDefault(oid, 0L) - before.scans.getOrDefault(oid, 0L);
    }
}
