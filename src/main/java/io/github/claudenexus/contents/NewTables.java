package io.github.claudenexus.contents;

import io.github.claudenexus.contents.Table.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tables that up made. What seeds wrote there may be found after down in a table that up had taken away or rows out of,
 * and is not too many then; and where up moved whole rows there, it must be found.
 */
final class NewTables {

    private final Sessions sessions;
    private final Map<Side, Tables> states;
    private final List<NewTable> all = new ArrayList<>();
    private final Map<NewTable, Long> left = new HashMap<>();

    /** A table that up made, as it is after up and with what seeds wrote; and whether down took it away. */
    record NewTable(Table after, Table seeded, boolean gone) {}

    NewTables(Sessions sessions, Map<Side, Tables> states) {
        this.sessions = sessions;
        this.states = states;
        if (!states.containsKey(Side.SEEDED)) {
            return;
        }
        Set<String> old = new HashSet<>();
        state(Side.BEFORE).all().forEach(table -> state(Side.SEEDED)
                .heir(table, state(Side.BEFORE))
                .ifPresent(heir -> old.add(heir.name())));
        for (Table table : state(Side.SEEDED).all()) {
            Optional<Table> then = state(Side.AFTER).named(table.name());
            if (!old.contains(table.name()) && then.isPresent()) {
                all.add(new NewTable(then.get(), table, isGone(table)));
            }
        }
    }

    private Tables state(Side side) {
        return Objects.requireNonNull(states.get(side));
    }

    // One that has got the name of a table that was there before is that table now.
    private boolean isGone(Table table) {
        return state(Side.UNDONE)
                .heir(table, state(Side.SEEDED))
                .filter(heir -> state(Side.BEFORE).named(heir.name()).isEmpty())
                .isEmpty();
    }

    List<NewTable> all() {
        return all;
    }

    /** How many of these rows too many have come from such tables; none is excused twice. */
    long excuse(ComparedTable table, long rows) throws SQLException {
        long excused = 0;
        for (NewTable from : all) {
            if (from.gone() && excused < rows) {
                SortedMap<String, Form> carried = carried(table, from);
                Map<Long, Long> written = new Balance(sessions)
                        .plus(Side.SEEDED, RowSql.hashes(from.seeded(), carried))
                        .minus(Side.AFTER, RowSql.hashes(from.after(), carried))
                        .surplus();
                long there =
                        written.values().stream().mapToLong(Long::longValue).sum();
                long come = carried.isEmpty() ? there : common(written, tooMany(table, carried));
                long free = left.getOrDefault(from, there);
                long of = Math.min(Math.min(come, free), rows - excused);
                left.put(from, free - of);
                excused += of;
            }
        }
        return excused;
    }

    private static long common(Map<Long, Long> some, Map<Long, Long> others) {
        return some.entrySet().stream()
                .mapToLong(one -> Math.min(one.getValue(), others.getOrDefault(one.getKey(), 0L)))
                .sum();
    }

    private Map<Long, Long> tooMany(ComparedTable table, SortedMap<String, Form> carried) throws SQLException {
        Balance balance = new Balance(sessions)
                .plus(Side.UNDONE, RowSql.hashes(table.on(Side.UNDONE), carried))
                .minus(Side.BEFORE, RowSql.hashes(table.before(), carried));
        boolean seen = table.seedsSeen()
                && carried.keySet().stream()
                        .allMatch(name -> table.on(Side.AFTER).column(name).isPresent()
                                && table.on(Side.SEEDED).column(name).isPresent());
        if (seen) {
            balance.plus(Side.AFTER, RowSql.hashes(table.on(Side.AFTER), carried))
                    .minus(Side.SEEDED, RowSql.hashes(table.on(Side.SEEDED), carried));
        }
        return balance.surplus();
    }

    /**
     * The rows that seeds wrote where up had moved whole rows of one of these tables, and that are not in it after down.
     * Where they may have come from several tables, it is not known in which they ought to be.
     */
    List<Lost> lost(List<ComparedTable> tables) throws SQLException {
        List<Lost> lost = new ArrayList<>();
        for (NewTable to : all) {
            List<ComparedTable> from = new ArrayList<>();
            for (ComparedTable table : tables) {
                if (to.gone()
                        && isWhole(table, to)
                        && hasRows(to)
                        && carried(table, to).size() == to.after().columns().size()) {
                    from.add(table);
                }
            }
            if (from.size() == 1) {
                ComparedTable table = from.get(0);
                SortedMap<String, Form> carried = carried(table, to);
                long rows = new Balance(sessions)
                        .plus(Side.SEEDED, RowSql.hashes(to.seeded(), carried))
                        .minus(Side.AFTER, RowSql.hashes(to.after(), carried))
                        .minus(Side.UNDONE, RowSql.hashes(table.on(Side.UNDONE), carried))
                        .count();
                if (rows > 0) {
                    lost.add(new Lost(table.name(), null, rows));
                }
            }
        }
        return lost;
    }

    /** How many rows of this table seeds took away again from where up had moved them. */
    long removed(ComparedTable table) throws SQLException {
        long removed = 0;
        for (NewTable to : all) {
            if (to.gone() && isWhole(table, to)) {
                SortedMap<String, Form> carried = carried(table, to);
                boolean keyed = table.before().columns().stream()
                        .anyMatch(column -> column.part().key());
                carried.keySet()
                        .removeIf(name -> keyed
                                && table.before().column(name).stream()
                                        .noneMatch(column -> column.part().key()));
                if (!carried.isEmpty()) {
                    removed += new Balance(sessions)
                            .plus(Side.AFTER, RowSql.hashes(to.after(), carried))
                            .minus(Side.SEEDED, RowSql.hashes(to.seeded(), carried))
                            .count();
                }
            }
        }
        return removed;
    }

    private boolean hasRows(NewTable table) throws SQLException {
        return sessions.of(Side.AFTER)
                        .digests(List.of(RowSql.count(table.after())))
                        .get(0)
                        .rows()
                > 0;
    }

    // Its columns are all of the table, and tell its rows apart.
    private static boolean isWhole(ComparedTable table, NewTable to) {
        List<Column> columns = table.before().columns();
        List<Column> key =
                columns.stream().filter(column -> column.part().key()).toList();
        return to.after().columns().stream()
                        .allMatch(column -> table.before().column(column.name()).isPresent())
                && (key.isEmpty() ? columns : key).stream().allMatch(column -> to.after()
                        .column(column.name())
                        .isPresent());
    }

    /** The columns by which rows of the table can be found in the new one: up moved their values as they were. */
    private SortedMap<String, Form> carried(ComparedTable table, NewTable to) throws SQLException {
        SortedMap<String, Form> carried = new TreeMap<>();
        for (Column column : table.before().columns()) {
            Optional<Column> other = to.after().column(column.name()).filter(column::isComparable);
            if (other.isPresent()
                    && to.seeded().column(column.name()).isPresent()
                    && table.on(Side.UNDONE).column(column.name()).isPresent()) {
                Map<String, Form> one = Map.of(column.name(), column.form());
                long foreign = new Balance(sessions)
                        .plus(Side.AFTER, RowSql.hashes(to.after(), one))
                        .minus(Side.BEFORE, RowSql.hashes(table.before(), one))
                        .count();
                if (foreign == 0) {
                    carried.put(column.name(), column.form());
                }
            }
        }
        return carried;
    }
}
