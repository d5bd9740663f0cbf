package io.github.claudenexus.contents;

/**
 * A sequence that stands elsewhere.
 *
 * @param sequence the sequence, with its schema, quoted where that is needed
 * @param before the value it gave last in the first state; 0 when it had given none
 * @param after the value it gave last in the other
 */
public record MovedSequence(String sequence, long before, long after) {}
