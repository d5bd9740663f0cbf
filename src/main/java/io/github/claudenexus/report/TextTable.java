package io.github.claudenexus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows under heads, each column as wide as it needs. Where the line has no room for all of them, columns are left out,
 * and then the widest is cut.
 */
final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<String> heads;
    private final Set<Integer> right;
    private final Style style;
    private final int[] widths;
    private final List<Integer> shown;

    /**
     * A table.
     *
     * @param heads the heads of the columns
     * @param right the columns that are set to the right
     * @param dispensable the columns that may be left out, the first one first
     * @param rows the cells
     */
    TextTable(List<String> heads, Set<Integer> right, List<Integer> dispensable, List<List<String>> rows, Style style) {
        this.heads = heads;
        this.right = right;
        this.style = style;
        widths = heads.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        shown = new ArrayList<>(IntStream.range(0, widths.length).boxed().toList());
        for (Integer column : dispensable) {
            if (excess() > 0) {
                shown.remove(column);
            }
        }
        int widest = shown.stream()
                .max((one, other) -> Integer.compare(widths[one], widths[other]))
                .orElse(0);
        widths[widest] = Math.max(Math.min(NARROWEST, widths[widest]), widths[widest] - Math.max(0, excess()));
    }

    private int excess() {
        return shown.stream().mapToInt(column -> widths[column] + GAP.length()).sum() - GAP.length() - style.width();
    }

    /** The heads, and a line below them. */
    List<String> head() {
        String rule = shown.stream().map(column -> style.line(widths[column])).collect(Collectors.joining(GAP));
        return List.of(style.strong(line(heads, Map.of())), style.faint(rule));
    }

    /** A row as one line, some of its cells dressed. */
    String line(List<String> cells, Map<Integer, UnaryOperator<String>> dress) {
        StringJoiner line = new StringJoiner(GAP);
        for (Integer column : shown) {
            String cell = padded(cells.get(column), column);
            line.add(dress.containsKey(column) ? dress.get(column).apply(cell) : cell);
        }
        return line.toString().stripTrailing();
    }

    private String padded(String cell, int column) {
        String text = Phrases.shortened(cell, widths[column], style.ellipsis());
        String space = " ".repeat(widths[column] - text.length());
        return right.contains(column) ? space + text : text + space;
    }
}
