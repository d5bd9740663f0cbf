package io.github.claudenexus.rehearsal;

/**
 * A sequence that stands elsewhere after down than before up. Told, and never held against a migration.
 *
 * @param sequence the sequence, with its schema
 * @param before its last value before up
 * @param after its last value after down
 */
public record SequenceMove(String sequence, long before, long after) {

    /** Whether it will give values a second time. */
    public boolean isBack() {
        return before > 0 && after < before;
    }
}
