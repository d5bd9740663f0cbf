package io.github.claudenexus.rows;

import org.jspecify.annotations.Nullable;

/**
 * Data that down did not bring back.
 *
 * @param table the table, with its schema, quoted where that is needed
 * @param column the column whose values are lost, quoted where that is needed; null when whole rows are
 * @param rows in how many rows
 */
public record Loss(String table, @Nullable String column, long rows) {}
