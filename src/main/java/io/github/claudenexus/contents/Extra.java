package io.github.claudenexus.contents;

/**
 * Rows that are there and ought not to be.
 *
 * @param table the table, with its schema, quoted where that is needed
 * @param rows how many
 */
public record Extra(String table, long rows) {}
