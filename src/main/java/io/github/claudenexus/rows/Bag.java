package io.github.claudenexus.rows;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A multiset, whatever the order of its elements.
 *
 * @param counts how often each element is there; negative where more were subtracted than there were, never 0
 */
record Bag<T>(Map<T, Long> counts) {

    static <T> Bag<T> of(Collection<T> elements) {
        Map<T, Long> counts = new HashMap<>();
        elements.forEach(element -> counts.merge(element, 1L, Long::sum));
        return new Bag<>(counts);
    }

    Bag<T> plus(Bag<T> other) {
        return with(other, 1);
    }

    Bag<T> minus(Bag<T> other) {
        return with(other, -1);
    }

    private Bag<T> with(Bag<T> other, long times) {
        Map<T, Long> sums = new HashMap<>(counts);
        other.counts.forEach((element, count) -> sums.merge(element, times * count, Long::sum));
        sums.values().removeIf(count -> count == 0);
        return new Bag<>(sums);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** How many elements are there, without those that are there less than never. */
    long size() {
        return counts.values().stream().mapToLong(count -> Math.max(0, count)).sum();
    }

    /** Takes one of these out, if it is there. */
    boolean take(T element) {
        long count = counts.getOrDefault(element, 0L);
        if (count > 1) {
            counts.put(element, count - 1);
        } else {
            counts.remove(element);
        }
        return count > 0;
    }
}
