package io.github.claudenexus.rows;

import io.github.claudenexus.rows.Table.TableColumn;
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
    private final Map<String, List<NewTable>> rowsOf = new HashMap<>();
    private final List<Loss> undecided = new ArrayList<>();
    private long unclaimed;

    /** A table that up made, as it is after up and with what seeds wrote. */
    private record NewTable(TableRows after, TableRows seeded) {}

    /** The values of a column to which up moved those of another one; seeds have changed some since. */
    private record MovedColumn(Bag<String> after, Bag<String> seeded) {}

    MovedRows(DatabaseStates states) {
        this.states = states;
        List<TableStates> tables = states.tables();
        Set<String> old = new HashSet<>();
        for (TableRows table : states.before().tables()) {
            states.seeded()
                    .renamed(table.table(), states.before())
                    .ifPresent(same -> old.add(same.table().name()));
        }
        for (TableRows seeded : states.seeded().tables()) {
            String name = seeded.table().name();
            states.after()
                    .named(name)
                    .filter(after -> !old.contains(name))
                    .map(after -> new NewTable(after, seeded))
                    .ifPresent(made -> add(made, tables));
        }
        tables.stream().filter(this::areCopied).forEach(table -> {
            rowsOf.getOrDefault(table.name(), List.of()).forEach(this::leaveUnclaimed);
            rowsOf.remove(table.name());
        });
    }

    private void add(NewTable made, List<TableStates> tables) {
        newTables.add(made);
        if (!isDropped(made.seeded().table())) {
            return;
        }
        List<TableStates> from =
                tables.stream().filter(table -> hasRowsOf(made, table)).toList();
        if (from.size() == 1) {
            rowsOf.computeIfAbsent(from.get(0).name(), name -> new ArrayList<>())
                    .add(made);
        } else {
            leaveUnclaimed(made);
        }
    }

    /** It is not known whether down has to bring back what seeds wrote there, and where. */
    private void leaveUnclaimed(NewTable made) {
        unclaimed += changed(made.seeded(), made.after());
    }

    // Of rows that are in two places it is not known from which down takes them.
    private boolean areCopied(TableStates table) {
        long after = joined(table).after().map(TableRows::count).orElse(0L);
        return rowsOf.containsKey(table.name()) && after > table.before().count();
    }

    // Up moved rows there as they were: its columns are all of the table, and tell its rows apart.
    private static boolean hasRowsOf(NewTable made, TableStates table) {
        Table before = table.before().table();
        Table after = made.after().table();
        List<TableColumn> apart = before.key().isEmpty() ? before.columns() : before.key();
        return table.isTakenFrom()
                && made.after().count() > 0
                && apart.stream().allMatch(column -> after.column(column.name()).isPresent())
                && after.columns().stream().allMatch(column -> hasValuesOf(made, table, column.name()));
    }

    private static boolean hasValuesOf(NewTable made, TableStates table, String column) {
        boolean isComparable = made.after().table().column(column).stream().anyMatch(there -> table.before()
                .table()
                .column(column)
                .filter(there::isComparable)
                .isPresent());
        return isComparable
                && made.seeded().place(column) >= 0
                && table.undone().filter(rows -> rows.place(column) >= 0).isPresent()
                && Bag.of(made.after().values(column))
                                .minus(Bag.of(table.before().values(column)))
                                .size()
                        == 0;
    }

    // One that was given the name of a table that was there before is that table now.
    private boolean isDropped(Table table) {
        return states.undone()
                .renamed(table, states.seeded())
                .filter(same -> states.before().named(same.table().name()).isEmpty())
                .isEmpty();
    }

    /** The table with the rows that up moved out of it into tables of its own making. */
    TableStates joined(TableStates table) {
        TableStates joined = table;
        for (NewTable made : rowsOf.getOrDefault(table.name(), List.of())) {
            joined = joined.with(made.after(), made.seeded());
        }
        return joined;
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

    /** How many of these rows too many seeds may have written into tables that up made; each of those counts once. */
    long explain(TableStates table, long rows) {
        long explained = table.isTakenFrom() ? Math.min(rows, unclaimed) : 0;
        unclaimed -= explained;
        return explained;
    }

    /** Of which values, and of how many, it cannot be known whether they are lost. */
    List<Loss> undecided() {
        return undecided;
    }

    /** The columns that had all values of this one after up, and have others since seeds wrote. */
    private List<MovedColumn> moved(TableStates table, TableColumn column) {
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
        for (TableColumn added : added(table)) {
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
    private static List<TableColumn> added(TableStates table) {
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
        List<TableColumn> added = added(table);
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

    private static long changed(TableRows one, TableRows other) {
        return changed(one, other, one.table().columns());
    }

    /** How many rows of the first are not in the second, over these columns. */
    private static long changed(TableRows one, TableRows other, List<TableColumn> columns) {
        List<String> names = columns.stream()
                .map(TableColumn::name)
                .filter(name -> other.place(name) >= 0)
                .toList();
        return Bag.of(one.over(names)).minus(Bag.of(other.over(names))).size();
    }
}
