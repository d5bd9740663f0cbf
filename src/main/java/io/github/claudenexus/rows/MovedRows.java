package io.github.claudenexus.rows;

import io.github.claudenexus.rows.Table.Column;
import io.github.claudenexus.rows.TableRows.Row;
import io.github.claudenexus.rows.TableStates.ColumnStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows and values that up moved elsewhere: into tables that it made, or into columns that it added. Where seeds changed
 * them, down has to bring them back from there, not as they were before up; and where it cannot be known what they
 * ought to be now, nothing is held against down.
 */
final class MovedRows {

    private final DatabaseStates states;
    private final List<NewTable> newTables = new ArrayList<>();
    private final Map<NewTable, Long> unexplained = new HashMap<>();
    private final List<Loss> undecided = new ArrayList<>();

    /** A table that up made, as it is after up and with what seeds wrote; and whether down took it away. */
    private record NewTable(TableRows after, TableRows seeded, boolean dropped) {

        Bag<Row> inserted(List<String> columns) {
            return Bag.of(seeded.over(columns)).minus(Bag.of(after.over(columns)));
        }
    }

    /** The values of a column to which up moved those of another one; seeds have changed some since. */
    private record MovedColumn(Bag<String> after, Bag<String> seeded) {}

    MovedRows(DatabaseStates states) {
        this.states = states;
        Set<String> old = new HashSet<>();
        for (TableRows table : states.before().tables()) {
            states.seeded()
                    .renamed(table.table(), states.before())
                    .ifPresent(same -> old.add(same.table().name()));
        }
        for (TableRows table : states.seeded().tables()) {
            states.after()
                    .named(table.table().name())
                    .filter(after -> !old.contains(table.table().name()))
                    .ifPresent(after -> newTables.add(new NewTable(after, table, isDropped(table.table()))));
        }
    }

    // One that was given the name of a table that was there before is that table now.
    private boolean isDropped(Table table) {
        return states.undone()
                .renamed(table, states.seeded())
                .filter(same -> states.before().named(same.table().name()).isEmpty())
                .isEmpty();
    }

    /** Of which values, and of how many, it cannot be known whether they are lost. */
    List<Loss> undecided() {
        return undecided;
    }

    /** In how many rows values of a column are lost, if they are others in so many but for what seeds did to the table. */
    long changed(TableStates table, ColumnStates column, long rows) {
        if (states.seeded().tables().isEmpty()) {
            return rows;
        }
        boolean isTaken = !column.isGenerated() && column.after().isEmpty();
        List<MovedColumn> moved = isTaken ? moved(table, column.before()) : List.of();
        if (!moved.isEmpty()) {
            return notBroughtBack(table, column.name(), moved, rows);
        }
        return isTaken || table.isTakenFrom() ? rows - undecided(table, column.name(), rows) : rows;
    }

    /** How many rows are lost, if so many are missing but for what seeds did to the table. */
    long missing(TableStates table, long rows) {
        return rows > 0 && table.isTakenFrom() ? Math.max(0, rows - deletedBySeeds(table)) : rows;
    }

    /** The columns that had all values of this one after up, and have others since seeds wrote. */
    private List<MovedColumn> moved(TableStates table, Column column) {
        Bag<String> own = Bag.of(table.before().values(column.name()));
        List<MovedColumn> moved = new ArrayList<>();
        if (own.isEmpty()) {
            return moved;
        }
        for (NewTable to : newTables) {
            if (to.after()
                    .table()
                    .column(column.name())
                    .filter(column::isComparable)
                    .isPresent()) {
                moved(own, column.name(), to.after(), to.seeded()).ifPresent(moved::add);
            }
        }
        for (Column added : added(table)) {
            if (column.isComparable(added)) {
                moved(
                                own,
                                added.name(),
                                table.after().orElseThrow(),
                                table.seeded().orElseThrow())
                        .ifPresent(moved::add);
            }
        }
        return moved;
    }

    private static Optional<MovedColumn> moved(Bag<String> own, String column, TableRows after, TableRows seeded) {
        MovedColumn moved = new MovedColumn(Bag.of(after.values(column)), Bag.of(seeded.values(column)));
        return Optional.of(moved).filter(it -> own.equals(it.after()) && !own.equals(it.seeded()));
    }

    /** The columns that up added to a table. */
    private static List<Column> added(TableStates table) {
        if (!table.isSeeded()) {
            return List.of();
        }
        Table before = table.before().table();
        Table after = table.after().orElseThrow().table();
        Table seeded = table.seeded().orElseThrow().table();
        return after.columns().stream()
                .filter(column -> seeded.column(column.name()).isPresent())
                .filter(column -> before.columns().stream()
                        .noneMatch(old -> after.renamed(old, before).equals(Optional.of(column))))
                .toList();
    }

    /** How many of the values that seeds left are not there, though there is room: rows with none, or an older one. */
    private static long notBroughtBack(TableStates table, String column, List<MovedColumn> moved, long rows) {
        Bag<String> now = Bag.of(table.undone().orElseThrow().values(column));
        long empty = table.left() - now.size();
        long fewest = Long.MAX_VALUE;
        for (MovedColumn from : moved) {
            long missing = from.seeded().minus(now).size();
            long older = now.minus(from.seeded()).size();
            long others = rows - from.after().minus(from.seeded()).size();
            fewest = Math.min(fewest, Math.max(others, Math.min(missing, older + empty)));
        }
        return fewest;
    }

    /** How many of these rows may be as they are for what seeds did to what up made of them. */
    private long undecided(TableStates table, String column, long rows) {
        if (rows == 0) {
            return 0;
        }
        long changed = 0;
        for (NewTable other : newTables) {
            changed += other.after().isCounted() || other.seeded().isCounted()
                    ? other.after().count()
                    : changed(
                            other.after(), other.seeded(), other.after().table().columns());
        }
        List<Column> added = added(table);
        if (!added.isEmpty()) {
            changed += changed(table.after().orElseThrow(), table.seeded().orElseThrow(), added);
        }
        // Where down put nothing, nothing was brought back from anywhere.
        int emptied = table.before().values(column).size()
                - table.undone().orElseThrow().values(column).size();
        long excused = Math.max(0, Math.min(changed, rows - Math.max(0, emptied)));
        if (excused > 0) {
            undecided.add(new Loss(table.name(), column, excused));
        }
        return excused;
    }

    private static long changed(TableRows after, TableRows seeded, List<Column> columns) {
        List<String> names = columns.stream()
                .map(Column::name)
                .filter(name -> seeded.table().column(name).isPresent())
                .toList();
        return Bag.of(after.over(names)).minus(Bag.of(seeded.over(names))).size();
    }

    /** How many of these rows too many are what seeds wrote into a table that up made; each of those counts once. */
    long explain(TableStates table, long rows) {
        long explained = 0;
        for (NewTable from : newTables) {
            if (from.dropped() && explained < rows) {
                List<String> carried = carried(table, from);
                Bag<Row> written = from.inserted(carried);
                long come = carried.isEmpty() ? written.size() : written.common(tooMany(table, carried));
                long free = unexplained.getOrDefault(from, written.size());
                long of = Math.min(Math.min(come, free), rows - explained);
                unexplained.put(from, free - of);
                explained += of;
            }
        }
        return explained;
    }

    private static Bag<Row> tooMany(TableStates table, List<String> carried) {
        Bag<Row> left = Bag.of(table.undone().orElseThrow().over(carried))
                .minus(Bag.of(table.before().over(carried)));
        boolean isSeen = table.isSeeded()
                && carried.stream()
                        .allMatch(name -> table.after().orElseThrow().place(name) >= 0
                                && table.seeded().orElseThrow().place(name) >= 0);
        return isSeen
                ? left.plus(Bag.of(table.after().orElseThrow().over(carried)))
                        .minus(Bag.of(table.seeded().orElseThrow().over(carried)))
                : left;
    }

    /**
     * The rows that seeds wrote where up had moved whole rows of one of these tables, and that are not in it after down.
     * Where they may have come from several tables, it is not known in which they ought to be.
     */
    List<Loss> lost(List<TableStates> takenFrom) {
        List<Loss> lost = new ArrayList<>();
        for (NewTable to : newTables) {
            if (to.dropped() && to.after().count() > 0) {
                List<TableStates> from = takenFrom.stream()
                        .filter(table -> hasWholeRows(to, table.before().table())
                                && carried(table, to).size()
                                        == to.after().table().columns().size())
                        .toList();
                if (from.size() == 1) {
                    List<String> carried = carried(from.get(0), to);
                    long rows = to.inserted(carried)
                            .minus(Bag.of(from.get(0).undone().orElseThrow().over(carried)))
                            .size();
                    if (rows > 0) {
                        lost.add(new Loss(from.get(0).name(), null, rows));
                    }
                }
            }
        }
        return lost;
    }

    /** How many rows of this table seeds deleted from where up had moved them. */
    private long deletedBySeeds(TableStates table) {
        long deleted = 0;
        List<Column> key = table.before().table().key();
        for (NewTable to : newTables) {
            if (to.dropped() && hasWholeRows(to, table.before().table())) {
                List<String> carried = carried(table, to).stream()
                        .filter(name -> key.isEmpty()
                                || key.stream().anyMatch(column -> column.name().equals(name)))
                        .toList();
                if (!carried.isEmpty()) {
                    deleted += Bag.of(to.after().over(carried))
                            .minus(Bag.of(to.seeded().over(carried)))
                            .size();
                }
            }
        }
        return deleted;
    }

    // Its columns are all of the table, and tell its rows apart.
    private static boolean hasWholeRows(NewTable to, Table table) {
        Table made = to.after().table();
        List<Column> apart = table.key().isEmpty() ? table.columns() : table.key();
        return made.columns().stream()
                        .allMatch(column -> table.column(column.name()).isPresent())
                && apart.stream().allMatch(column -> made.column(column.name()).isPresent());
    }

    /** The columns by which rows of the table can be found in the new one: up moved their values as they were. */
    private static List<String> carried(TableStates table, NewTable to) {
        return table.before().table().columns().stream()
                .filter(column -> to.after()
                        .table()
                        .column(column.name())
                        .filter(column::isComparable)
                        .isPresent())
                .map(Column::name)
                .filter(name -> to.seeded().place(name) >= 0
                        && table.undone().filter(rows -> rows.place(name) >= 0).isPresent())
                .filter(name -> Bag.of(to.after().values(name))
                                .minus(Bag.of(table.before().values(name)))
                                .size()
                        == 0)
                .toList();
    }
}
