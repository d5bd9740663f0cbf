package io.github.claudenexus.contents;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The queries over the rows of a table; rows and values are told by hashes of their text. */
final class RowSql {

    /** Into how many parts a table is split, to look closer only at those that differ. */
    private static final int PARTS = 4096;

    private RowSql() {}

    /** Count, and sum of the hashes of the rows over the columns that can be compared. */
    static String digest(ComparedTable table, Side side) {
        return "SELECT count(*), coalesce(sum(" + rowHash(table.columns(side), side) + "), 0) FROM "
                + source(table, side);
    }

    /** Count and sum of each part: part, rows, sum. */
    static String parts(ComparedTable table, Side side, List<ComparedColumn> key) {
        return "SELECT k & " + (PARTS - 1) + ", count(*), sum(h) FROM (SELECT " + rowHash(key, side) + " AS k, "
                + rowHash(table.columns(side), side) + " AS h FROM " + source(table, side) + ") AS r GROUP BY 1";
    }

    /**
     * The rows of some parts in the order of their keys: the hash of the key, that of each column, and how much of a value
     * the tolerant columns have.
     */
    static String rows(
            ComparedTable table,
            Side side,
            List<ComparedColumn> key,
            List<ComparedColumn> tolerant,
            Collection<Integer> parts) {
        String hashes = table.columns(side).stream()
                .map(column -> ", " + rowHash(List.of(column), side))
                .collect(Collectors.joining());
        String fillings =
                tolerant.stream().map(column -> ", " + column.filling(side)).collect(Collectors.joining());
        String numbers = parts.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "SELECT " + rowHash(key, side) + hashes + fillings + " FROM " + source(table, side) + " WHERE "
                + rowHash(key, side) + " & " + (PARTS - 1) + " = ANY ('{" + numbers + "}') ORDER BY 1";
    }

    /** Count, and the sum of the hashes of each column that is told in all states. */
    static String columnSums(ComparedTable table, Side side) {
        return "SELECT count(*)"
                + table.shared().stream()
                        .map(column -> ", coalesce(sum(" + rowHash(List.of(column), side) + "), 0)")
                        .collect(Collectors.joining())
                + " FROM " + source(table, side);
    }

    /** How many values other than NULL each of these columns has. */
    static String values(Table table, List<String> columns) {
        return "SELECT " + columns.stream().map(name -> "count(t." + name + ")").collect(Collectors.joining(", "))
                + " FROM " + source(table, columns);
    }

    /** Count, and no sum. */
    static String count(Table table) {
        return "SELECT count(*), 0 FROM " + source(table, List.of());
    }

    /** Count, and sum of the hashes of the values of a column in this form. */
    static String digest(Table table, String column, Form form) {
        return "SELECT count(*), coalesce(sum(hashtextextended(ROW(" + form.of("t." + column)
                + ")::text COLLATE \"C\", 0)), 0) FROM " + source(table, List.of(column)) + " WHERE t." + column
                + " IS NOT NULL";
    }

    /** How many different numbers other than 0 the only column has, and their sum. */
    static String sum(ComparedTable table, Side side) {
        String number = "t." + table.columns().get(0).names().get(side) + "::numeric";
        return "SELECT count(DISTINCT " + number + ") FILTER (WHERE " + number + " <> 0), coalesce(sum(" + number
                + "), 0) FROM " + source(table, side) + " WHERE " + number
                + " NOT IN ('NaN', 'Infinity', '-Infinity')";
    }

    /** The hashes of the rows, over these columns in these forms, in order; of a single column, of its values. */
    static String hashes(Table table, Map<String, Form> columns) {
        String values = columns.entrySet().stream()
                .map(column -> column.getValue().of("t." + column.getKey()))
                .collect(Collectors.joining(", "));
        String filled =
                columns.size() == 1 ? " WHERE t." + columns.keySet().iterator().next() + " IS NOT NULL" : "";
        return "SELECT hashtextextended(ROW(" + values + ")::text COLLATE \"C\", 0) FROM "
                + source(table, List.copyOf(columns.keySet())) + filled + " ORDER BY 1";
    }

    // The text of a row writes NULL and '' differently, and a comma in a value otherwise than one between values.
    private static String rowHash(List<ComparedColumn> columns, Side side) {
        return "hashtextextended(ROW("
                + columns.stream().map(column -> column.value(side)).collect(Collectors.joining(", "))
                + ")::text COLLATE \"C\", 0)";
    }

    private static String source(ComparedTable table, Side side) {
        List<String> names = table.columns(side).stream()
                .map(column -> Objects.requireNonNull(column.names().get(side)))
                .toList();
        return source(Objects.requireNonNull(table.tables().get(side)), names);
    }

    private static String source(Table table, List<String> columns) {
        if (table.parts().size() <= 1) {
            // Of itself a partitioned table has no rows.
            return "ONLY "
                    + (table.parts().isEmpty() ? table.name() : table.parts().get(0)) + " AS t";
        }
        String list = columns.stream().map(name -> "t." + name).collect(Collectors.joining(", "));
        return table.parts().stream()
                .map(part -> "SELECT " + list + " FROM ONLY " + part + " AS t")
                .collect(Collectors.joining(" UNION ALL ", "(", ") AS t"));
    }
}
