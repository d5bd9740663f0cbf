package io.github.claudenexus.contents;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many rows there are, and the sum of their hashes: the same in whatever order, and to be added and taken away.
 *
 * @param rows how many rows
 * @param sum the sum
 */
record Digest(long rows, BigDecimal sum) {

    static final Digest NOTHING = new Digest(0, BigDecimal.ZERO);

    Digest plus(Digest other) {
        return new Digest(rows + other.rows, sum.add(other.sum));
    }

    Digest minus(Digest other) {
        return new Digest(rows - other.rows, sum.subtract(other.sum));
    }

    /** What down has to leave: what was there before, and what seeds added and took away. */
    static Digest expected(Map<Side, Digest> states) {
        return of(states, Side.BEFORE).plus(of(states, Side.SEEDED)).minus(of(states, Side.AFTER));
    }

    /**
     * Whether the rows after down are the expected ones.
     *
     * @param sameColumns whether all four are over the same columns; if not, only tables in which seeds changed nothing
     *     can be told to be as expected
     */
    static boolean holds(Map<Side, Digest> states, boolean sameColumns) {
        Map<Side, Digest> plain = new EnumMap<>(states);
        if (!sameColumns) {
            if (!of(states, Side.AFTER).equals(of(states, Side.SEEDED))) {
                return false;
            }
            plain.remove(Side.AFTER);
            plain.remove(Side.SEEDED);
        }
        return expected(plain).equals(of(states, Side.UNDONE));
    }

    static Digest of(Map<Side, Digest> states, Side side) {
        return states.getOrDefault(side, NOTHING);
    }
}
