package io.github.claudenexus.rows;

import io.github.claudenexus.rows.Table.TableColumn;
import io.github.claudenexus.rows.TableRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table that was there before up, and what there is of it in the other states.
 *
 * @param before before up
 * @param after after up, whatever it is called there; empty when up or seeds took it away
 * @param seeded after up, with what seeds wrote; empty together with the one before
 * @param undone after down
 */
record TableStates(
        TableRows before, Optional<TableRows> after, Optional<TableRows> seeded, Optional<TableRows> undone) {

    String name() {
        return before.table().name();
    }

    /** Whether it is there in all states, so that it can be seen what seeds wrote. */
    boolean isSeeded() {
        return seeded.isPresent();
    }

    /** Whether only the rows of some state were counted. */
    boolean isCounted() {
        return all().anyMatch(TableRows::isCounted);
    }

    private Stream<TableRows> all() {
        return Stream.of(Optional.of(before), after, seeded, undone).flatMap(Optional::stream);
    }

    /** How many rows down has to leave. */
    long expected() {
        return before.count() + count(seeded) - count(after);
    }

    /** How many rows there are after down. */
    long left() {
        return count(undone);
    }

    /** Whether up took rows out of it, or took it away: what it moved elsewhere may come back with down. */
    boolean isTakenFrom() {
        return !isSeeded() || count(after) < before.count();
    }

    private static long count(Optional<TableRows> rows) {
        return rows.map(TableRows::count).orElse(0L);
    }

    /** The same with rows that up moved out of it into another table, over the columns of the same type in both. */
    TableStates with(TableRows movedAfter, TableRows movedSeeded) {
        return new TableStates(
                before,
                Optional.of(after.map(own -> joined(own, movedAfter)).orElse(movedAfter)),
                Optional.of(seeded.map(own -> joined(own, movedSeeded)).orElse(movedSeeded)),
                undone);
    }

    private TableRows joined(TableRows own, TableRows moved) {
        List<TableColumn> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (TableColumn column : before.table().columns()) {
            Optional<TableColumn> there = moved.table().column(column.name());
            Optional<TableColumn> here = own.table().renamed(column, before.table());
            if (there.isPresent()
                    && here.filter(it -> it.type().equals(there.get().type())).isPresent()) {
                columns.add(there.get());
                names.add(here.get().name());
            }
        }
        List<Row> rows = new ArrayList<>(own.over(names));
        rows.addAll(moved.over(columns.stream().map(TableColumn::name).toList()));
        Table table = moved.table();
        return new TableRows(
                new Table(table.oid(), table.name(), table.parts(), columns, table.bytes()),
                rows,
                own.count() + moved.count());
    }

    /** Its columns before up. */
    List<ColumnStates> columns() {
        return before.table().columns().stream().map(this::column).toList();
    }

    private ColumnStates column(TableColumn column) {
        return new ColumnStates(
                column,
                after.flatMap(rows -> rows.table().renamed(column, before.table())),
                seeded.flatMap(rows -> rows.table().renamed(column, before.table())),
                // After down it has to have its name back.
                undone.flatMap(rows -> rows.table().column(column.name())));
    }

    /**
     * A column that was there before up, and what there is of it in the other states.
     *
     * @param before before up
     * @param after after up
     * @param seeded after up, with what seeds wrote
     * @param undone after down
     */
    record ColumnStates(
            TableColumn before,
            Optional<TableColumn> after,
            Optional<TableColumn> seeded,
            Optional<TableColumn> undone) {

        String name() {
            return before.name();
        }

        /** Whether its values follow from those of other columns, before up and after down. */
        boolean isGenerated() {
            return before.isGenerated()
                    && undone.filter(TableColumn::isGenerated).isPresent();
        }

        /**
         * Whether its values are compared: it is there, and if it is generated, by the same expression; then what is
         * stored may still be what a function gave once. Of another expression the catalog speaks.
         */
        boolean isCompared() {
            return undone.isPresent()
                    && (!isGenerated()
                            || (!before.isVirtual()
                                    && before.generation().equals(undone.get().generation())
                                    && before.type().equals(undone.get().type())));
        }

        /** Whether it can be seen what seeds wrote into it. */
        boolean isSeeded() {
            return after.isPresent() && seeded.isPresent() && !isGenerated();
        }

        /** Whether up and seeds left it a type whose values can be compared with those before. */
        boolean isAlike() {
            return areAlike(all());
        }

        /** Whether down gave it a type back whose values can be compared with those before. */
        boolean comesBackAlike() {
            return areAlike(List.of(before, undone.orElseThrow()));
        }

        /** Whether its numbers may be written otherwise though they are the same. */
        boolean isNumberOfOtherType() {
            return before.isNumber()
                    && all().stream().anyMatch(column -> !column.type().equals(before.type()));
        }

        private List<TableColumn> all() {
            return Stream.of(Optional.of(before), after, seeded, undone)
                    .flatMap(Optional::stream)
                    .toList();
        }

        private static boolean areAlike(List<TableColumn> columns) {
            TableColumn first = columns.get(0);
            return (!first.family().isEmpty()
                            && columns.stream()
                                    .allMatch(column -> column.family().equals(first.family())))
                    || columns.stream().allMatch(column -> column.plainType().equals(first.plainType()));
        }
    }
}
