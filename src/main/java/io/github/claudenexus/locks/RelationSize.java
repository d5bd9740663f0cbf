package io.github.claudenexus.locks;

/**
 * How large a relation is on the target, as its catalog says.
 *
 * @param rows estimated rows, from the last ANALYZE; 0 when there was none
 * @param bytes with its indexes and TOAST
 */
public record RelationSize(long rows, long bytes) {}
