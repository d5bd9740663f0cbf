package io.github.claudenexus.contents;

/**
 * A sequence that gives a column its values.
 *
 * @param table the table
 * @param column the column
 * @param rising whether its values become larger
 * @param next the value that it gives next
 */
record Feed(String table, String column, boolean rising, long next) {

    /** The value of the column that is furthest, where the next one does not go beyond it; NULL where it does. */
    String taken() {
        return "SELECT " + (rising ? "max" : "min") + "(t." + column + ") FROM " + table + " AS t WHERE t." + column
                + (rising ? " >= " : " <= ") + next;
    }
}
