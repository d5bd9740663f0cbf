package io.github.claudenexus.rows;

/**
 * A sequence whose last value after down is not the one before up. It is reported, and never held against a migration.
 *
 * @param sequence the sequence, with its schema, quoted where that is needed
 * @param before its last value before up; 0 when it had given none
 * @param after its last value after down; 0 when it has given none
 */
public record SequenceMove(String sequence, long before, long after) {

    /** Whether it will give values a second time. */
    public boolean isBack() {
        return before > 0 && after < before;
    }
}
