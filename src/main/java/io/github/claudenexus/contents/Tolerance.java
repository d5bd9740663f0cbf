package io.github.claudenexus.contents;

/**
 * A column in which what seeds wrote may come back from down as something else. Beside the hash of each of its values it
 * is known whether there is one.
 *
 * @param column its place among the columns
 * @param filling the place, behind all columns, that tells what there is
 * @param rewritten whether up gave other values to rows that were there: what seeds wrote is in up's form then, and what
 *     down leaves is in another
 * @param required whether it takes no NULL after down, so that down has to put something where seeds wrote one
 */
record Tolerance(int column, int filling, boolean rewritten, boolean required) {

    static final long NULL = 0;
    static final long EMPTY = 1;
    static final long FILLED = 2;

    /** Whether what is there after down may be what has become of what seeds wrote. */
    boolean allows(Values written, Values found) {
        if (required && written.at(filling) == NULL) {
            return true;
        }
        return rewritten && (written.at(filling) == FILLED) == (found.at(filling) == FILLED);
    }
}
