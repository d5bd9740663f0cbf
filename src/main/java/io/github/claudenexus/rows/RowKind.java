package io.github.claudenexus.rows;

import java.util.EnumSet;
import java.util.Set;

/** What a generated row is there to show, in the order in which rows are written. */
public enum RowKind {
    /** As an application would write it. */
    TYPICAL(0),
    /** The same with other values. */
    SECOND(1),
    /** The first one again, but for its keys. */
    DUPLICATE(2),
    /** NULL wherever it may be. */
    NULLS(3),
    /** The greatest number, the longest text, the last day. */
    GREATEST(4),
    /** The least number, an empty text, an empty array. */
    LEAST(5),
    /** White space at both ends, NaN, a fraction below zero, a NULL in an array. */
    ODD(6),
    /** An enum's value that no other row has. */
    LABEL(7);

    /** All of them. */
    public static final Set<RowKind> ALL = EnumSet.allOf(RowKind.class);

    private final int number;

    RowKind(int number) {
        this.number = number;
    }

    /** By which its typical values differ from those of other rows. */
    int number() {
        return number;
    }

    boolean isExtreme() {
        return this == GREATEST || this == LEAST || this == ODD;
    }
}
