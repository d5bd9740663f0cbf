package io.github.claudenexus.report;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows under heads, each column as wide as it needs.
 *
 * @param heads the heads of the columns
 * @param right the columns that are set to the right
 * @param rows the cells
 */
record TextTable(List<String> heads, Set<Integer> right, List<List<String>> rows) {

    private static final String GAP = "  ";

    /** The heads, and a line below them. */
    List<String> head(Style style) {
        List<String> rule = widths().stream().map(width -> style.line(width)).toList();
        return List.of(style.strong(joined(padded(heads))), style.faint(joined(rule)));
    }

    /** Cells as wide as their columns. */
    List<String> padded(List<String> cells) {
        List<Integer> widths = widths();
        return IntStream.range(0, cells.size())
                .mapToObj(column -> pad(cells.get(column), column, widths.get(column)))
                .toList();
    }

    /** Cells as one line. */
    static String joined(List<String> cells) {
        return String.join(GAP, cells).stripTrailing();
    }

    private List<Integer> widths() {
        return IntStream.range(0, heads.size())
                .map(column -> Math.max(
                        heads.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .boxed()
                .toList();
    }

    private String pad(String cell, int column, int width) {
        String space = " ".repeat(width - cell.length());
        return right.contains(column) ? space + cell : cell + space;
    }
}
