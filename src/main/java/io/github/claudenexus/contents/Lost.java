package io.github.claudenexus.contents;

import org.jspecify.annotations.Nullable;

/**
 * Data that ought to be there and is not.
 *
 * @param table the table, with its schema, quoted where that is needed
 * @param column the column whose values are gone or others, quoted where that is needed; null when whole rows are gone
 * @param rows in how many rows
 */
public record Lost(String table, @Nullable String column, long rows) {}
