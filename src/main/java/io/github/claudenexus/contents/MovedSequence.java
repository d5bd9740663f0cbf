package io.github.claudenexus.contents;

import java.util.Optional;

/**
 * A sequence that stands elsewhere.
 *
 * @param sequence the sequence, with its schema, quoted where that is needed
 * @param before the value it gave last in the first state; 0 when it had given none
 * @param after the value it gave last in the other
 * @param taken where it gives values next that the column it feeds has already, and did not before: that column
 */
public record MovedSequence(String sequence, long before, long after, Optional<Taken> taken) {

    /**
     * A column that has the values which its sequence gives next.
     *
     * @param table the table, with its schema, quoted where that is needed
     * @param column the column, quoted where that is needed
     * @param furthest its largest value; of a sequence that falls, its smallest
     */
    public record Taken(String table, String column, long furthest) {}
}
