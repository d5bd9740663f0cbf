package io.github.claudenexus.rows;

import io.github.claudenexus.rows.ComparedColumn.SeedComparison;
import io.github.claudenexus.rows.Table.TableColumn;
import io.github.claudenexus.rows.TableRows.Row;
import io.github.claudenexus.rows.TableStates.ColumnStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table ready to be compared. Each of its columns has the closest way in which what seeds wrote can be held against
 * what is there after down: the one by which up itself left the values as they were.
 *
 * @param columns what there is of its columns in each state
 * @param compared the same columns, with the way
 * @param rows its rows over these columns
 * @param keySize how many columns the primary key has, whether compared or not; 0 for no key
 */
record ComparedTable(List<ColumnStates> columns, List<ComparedColumn> compared, RowStates rows, int keySize) {

    // Seeds may write the same time, or the same document, in many ways; the same number too, but that can be read.
    private static final List<String> FREELY_WRITTEN = List.of("json", "xml");

    static ComparedTable of(TableStates table) {
        List<ColumnStates> columns =
                table.columns().stream().filter(ColumnStates::isCompared).toList();
        RowStates rows = rows(table, columns);
        int keySize = table.before().table().key().size();
        if (!rows.areSeeded()) {
            List<ComparedColumn> same = columns.stream()
                    .map(column -> ComparedColumn.of(column, SeedComparison.SAME))
                    .toList();
            return new ComparedTable(columns, same, rows.withoutSeeds(), keySize);
        }
        List<ComparedColumn> byType = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            ColumnStates column = columns.get(place);
            boolean isAlike = column.isSeeded() && column.isAlike();
            if (isAlike && column.before().isNumber()) {
                rows = Scale.inUnitOfBefore(rows, place);
            }
            byType.add(ComparedColumn.of(
                    column,
                    isAlike
                            ? SeedComparison.SAME
                            : column.isSeeded() ? ofOtherType(column, rows, place) : SeedComparison.UNSEEN));
        }
        return new ComparedTable(columns, byType, rows, keySize).withRewritten();
    }

    private static SeedComparison ofOtherType(ColumnStates column, RowStates rows, int place) {
        if (!column.comesBackAlike()) {
            return SeedComparison.ANYTHING;
        }
        TableColumn seeded = column.seeded().orElseThrow();
        boolean isFree = seeded.isText() || FREELY_WRITTEN.contains(seeded.plainType());
        boolean hasValues = rows.before().stream().anyMatch(row -> row.at(place) != null);
        boolean isReadable = column.before().isNumber() || !isFree;
        if (hasValues && isReadable && rows.areLeftByUp(row -> Optional.ofNullable(Values.meaning(row.at(place))))) {
            return SeedComparison.MEANING;
        }
        return rows.areLeftByUp(row -> Values.isFilled(row.at(place)))
                ? SeedComparison.FILLED
                : SeedComparison.ANYTHING;
    }

    /** The same, where up gave a column other values in rows that were there before. */
    private ComparedTable withRewritten() {
        int[] stable = IntStream.range(0, compared.size())
                .filter(place -> compared.get(place).isStable())
                .toArray();
        List<ColumnStates> some = IntStream.of(stable).mapToObj(columns::get).toList();
        List<ComparedColumn> left = IntStream.of(stable).mapToObj(compared::get).toList();
        RowStates up = new RowStates(over(rows.before(), stable), List.of(), List.of(), over(rows.after(), stable));
        TableComparison changes = TableComparison.of(new ComparedTable(some, left, up, keySize));
        if (changes.missing() > 0 && up.before().size() == up.undone().size()) {
            // Up may have given the key itself other values; then the rest tells which row is which.
            changes = TableComparison.of(new ComparedTable(some, left, up, 0));
        }
        List<ComparedColumn> all = new ArrayList<>(compared);
        for (int i = 0; i < stable.length; i++) {
            if (changes.changed(i) > 0 && left.get(i).seeds() == SeedComparison.SAME) {
                all.set(stable[i], ComparedColumn.of(some.get(i), SeedComparison.FILLED));
            }
        }
        return new ComparedTable(columns, all, rows, keySize);
    }

    private static List<Row> over(List<Row> rows, int[] places) {
        return rows.stream().map(row -> row.over(places)).toList();
    }

    private static RowStates rows(TableStates table, List<ColumnStates> columns) {
        return new RowStates(
                rows(Optional.of(table.before()), columns, column -> Optional.of(column.before())),
                rows(table.after(), columns, column -> column.after().filter(after -> column.isSeeded())),
                rows(table.seeded(), columns, column -> column.seeded().filter(seeded -> column.isSeeded())),
                rows(table.undone(), columns, ColumnStates::undone));
    }

    private static List<Row> rows(
            Optional<TableRows> table,
            List<ColumnStates> columns,
            Function<ColumnStates, Optional<TableColumn>> state) {
        List<Row> rows = new ArrayList<>();
        if (table.isEmpty()) {
            return rows;
        }
        int[] places = columns.stream()
                .mapToInt(column -> state.apply(column)
                        .map(there -> table.get().place(there.name()))
                        .orElse(-1))
                .toArray();
        for (Row row : table.get().rows()) {
            @Nullable String[] values = new String[places.length];
            for (int i = 0; i < places.length; i++) {
                String value = places[i] < 0 ? null : row.at(places[i]);
                values[i] = value != null && columns.get(i).isNumberOfOtherType() ? Values.number(value) : value;
            }
            rows.add(Row.of(values));
        }
        return rows;
    }
}
