package io.github.claudenexus.rehearsal;

import java.util.Locale;

/** The steps of a rehearsal that can go wrong, in their order. */
public enum RehearsalStep {
    /** Up, its online part and verify. */
    UP,
    /** Up again, with its history row hidden. */
    AGAIN,
    /** Rows written under the new schema. */
    SEEDS,
    /** Down, and the catalog after it. */
    DOWN,
    /** The rows after down. */
    DATA,
    /** Up after down. */
    UP_AGAIN;

    /** As reports write it: {@code up-again}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
