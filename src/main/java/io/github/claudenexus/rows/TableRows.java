package io.github.claudenexus.rows;

import io.github.claudenexus.rows.Table.TableColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in one state.
 *
 * @param table the table
 * @param rows its rows; none when they were only counted
 * @param count how many there are
 */
record TableRows(Table table, List<Row> rows, long count) {

    TableRows {
        rows = List.copyOf(rows);
    }

    /** The values of one row as the server writes them, in the order of the columns. */
    record Row(List<@Nullable String> values) {

        static Row of(@Nullable String... values) {
            return new Row(Arrays.asList(values));
        }

        @Nullable String at(int place) {
            return values.get(place);
        }

        /** Some of the values. */
        Row over(int... places) {
            return of(Arrays.stream(places).mapToObj(values::get).toArray(String[]::new));
        }
    }

    /** Whether there were too many to be read. */
    boolean isCounted() {
        return count > rows.size();
    }

    /** Whether another state has the same rows over the same columns, in whatever order. */
    boolean holdsSameAs(TableRows other) {
        return !isCounted()
                && count == other.count
                && table.columns().equals(other.table.columns())
                && (rows.equals(other.rows) || Bag.of(rows).equals(Bag.of(other.rows)));
    }

    /** The values of a column, without nulls; numbers of all types written alike. */
    List<String> values(String column) {
        int place = place(column);
        boolean number = place >= 0 && table.columns().get(place).isNumber();
        return place < 0
                ? List.of()
                : rows.stream()
                        .map(row -> row.at(place))
                        .filter(Objects::nonNull)
                        .map(value -> number ? Values.number(value) : value)
                        .toList();
    }

    /** The rows over some of the columns. */
    List<Row> over(List<String> columns) {
        int[] places = columns.stream().mapToInt(this::place).toArray();
        return rows.stream().map(row -> row.over(places)).toList();
    }

    /** Where a column is in the rows; -1 for nowhere. */
    int place(String column) {
        List<TableColumn> columns = table.columns();
        for (int place = 0; place < columns.size(); place++) {
            if (columns.get(place).name().equals(column)) {
                return place;
            }
        }
        return -1;
    }
}
