package io.github.claudenexus.testing;

import java.util.List;
import java.util.Random;

/**
 * Properties over random cases. The cases are the same in every run: the case with number n has a seed made of n. The
 * property {@code test.tries} says how many there are; {@code mvn -Pfull verify} raises it.
 */
public final class Fuzz {

    private static final int TRIES = Integer.getInteger("test.tries", 500);
    private static final int FIRST = Integer.getInteger("test.seed", 1);

    // The first numbers of generators with seeds side by side are nearly the same.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Fuzz() {}

    /** One case. */
    @FunctionalInterface
    public interface Case {
        /** Throws when the property does not hold. */
        void check(Random random) throws Exception;
    }

    /** Checks all cases; the one that fails is named by its seed. */
    public static void check(Case property) {
        for (int seed = FIRST; seed < FIRST + TRIES; seed++) {
            try {
                property.check(new Random(seed * SPREAD));
            } catch (Exception | AssertionError failed) {
                throw new AssertionError(
                        "Seed " + seed + " fails; again: -Dtest.seed=" + seed + " -Dtest.tries=1\n"
                                + failed.getMessage(),
                        failed);
            }
        }
    }

    /** How many cases there are. */
    public static int tries() {
        return TRIES;
    }

    /** One of these. */
    @SafeVarargs
    public static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }

    /** Some of these, one after the other; fewer than the limit. */
    public static String some(Random random, int limit, List<String> of) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(limit); left > 0; left--) {
            text.append(of.get(random.nextInt(of.size())));
        }
        return text.toString();
    }
}
