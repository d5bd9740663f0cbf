package io.github.claudenexus.resilience;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of all that could be tried is tried: a fixed sample, with {@code -Dtest.points=400} so many points a
 * test and side, with {@code -Dtest.full=true} everything.
 */
final class Sample {

    private Sample() {}

    static boolean isFull() {
        return Boolean.getBoolean("test.full");
    }

    /** All numbers from the first to the last, or so many of them, evenly spread and both ends among them. */
    static List<Integer> of(int first, int last, int many) {
        int all = last - first + 1;
        if (isFull() || all <= many) {
            return IntStream.rangeClosed(first, last).boxed().toList();
        }
        int points = Math.max(2, Math.min(all, Integer.getInteger("test.points", many)));
        return IntStream.range(0, points)
                .mapToObj(index -> first + (int) ((long) index * (all - 1) / (points - 1)))
                .toList();
    }

    /** So many in full, so many else. */
    static int times(int full, int sample) {
        return isFull() ? full : sample;
    }

    /** Prints what a test counted, as one line. */
    static void tell(String line) {
        System.err.println("[" + (isFull() ? "full" : "sample") + "] " + line);
    }
}
