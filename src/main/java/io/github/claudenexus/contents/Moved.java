package io.github.claudenexus.contents;

import io.github.claudenexus.contents.NewTables.NewTable;
import io.github.claudenexus.contents.Table.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that up moved elsewhere. Where seeds changed them, it is from there that down has to bring them back, and not
 * from what they were before up; and where it cannot be known what they ought to be now, nothing is held against down.
 */
final class Moved {

    private final Sessions sessions;
    private final Map<Side, Tables> states;
    private final NewTables newTables;
    private final List<Lost> untold = new ArrayList<>();

    /** A column that had all the values of another one after up, and has others since seeds wrote. */
    private record Heir(String after, String seeded, Form form) {}

    Moved(Sessions sessions, Map<Side, Tables> states, NewTables newTables) {
        this.sessions = sessions;
        this.states = states;
        this.newTables = newTables;
    }

    /** Of which values, and of how many, it cannot be known whether they are lost. */
    List<Lost> untold() {
        return untold;
    }

    /**
     * What is lost of a table.
     *
     * @param found what is not as it was before up, but for what seeds did to the table itself
     * @param tookRows whether up took the table away, or rows out of it
     */
    List<Lost> lost(ComparedTable table, List<Lost> found, boolean tookRows) throws SQLException {
        if (!states.containsKey(Side.SEEDED) || table.isGone()) {
            return found;
        }
        Optional<Table> after = state(Side.AFTER).heir(table.before(), state(Side.BEFORE));
        List<Lost> lost = new ArrayList<>(found);
        for (ComparedColumn column : table.columns()) {
            boolean gone = !column.derived()
                    && after.flatMap(it -> it.heir(column(table, column), table.before()))
                            .isEmpty();
            long rows = rows(found, column.name());
            if (gone || (tookRows && rows > 0)) {
                List<Heir> heirs = gone ? heirs(table, column, after) : List.of();
                long left = heirs.isEmpty()
                        ? rows - excused(table, column, after, rows)
                        : notBrought(table, column, heirs, rows);
                lost.removeIf(of -> column.name().equals(of.column()));
                if (left > 0) {
                    lost.add(new Lost(table.name(), column.name(), left));
                }
            }
        }
        long missing = rows(found, null);
        if (tookRows && missing > 0) {
            lost.removeIf(of -> of.column() == null);
            long left = missing - Math.min(missing, newTables.removed(table));
            if (left > 0) {
                lost.add(new Lost(table.name(), null, left));
            }
        }
        return lost;
    }

    private Tables state(Side side) {
        return Objects.requireNonNull(states.get(side));
    }

    private static Column column(ComparedTable table, ComparedColumn column) {
        return table.before().column(column.name()).orElseThrow();
    }

    private static long rows(List<Lost> lost, @Nullable String column) {
        return lost.stream()
                .filter(of -> Objects.equals(of.column(), column))
                .mapToLong(Lost::rows)
                .sum();
    }

    private List<Heir> heirs(ComparedTable table, ComparedColumn compared, Optional<Table> after) throws SQLException {
        Column column = column(table, compared);
        List<Heir> heirs = new ArrayList<>();
        Digest own = values(Side.BEFORE, table.before(), column.name(), column.form());
        if (own.rows() == 0) {
            return heirs;
        }
        for (NewTable other : newTables.all()) {
            if (other.after().column(column.name()).filter(column::isComparable).isPresent()) {
                addLive(heirs, own, column, column.name(), other.after(), other.seeded());
            }
        }
        Optional<Table> seeded = state(Side.SEEDED).heir(table.before(), state(Side.BEFORE));
        if (after.isPresent() && seeded.isPresent()) {
            for (Column added : added(table.before(), after.get())) {
                if (column.isComparable(added)) {
                    addLive(heirs, own, column, added.name(), after.get(), seeded.get());
                }
            }
        }
        return heirs;
    }

    private static List<Column> added(Table before, Table after) {
        return after.columns().stream()
                .filter(column -> before.columns().stream()
                        .noneMatch(old -> after.heir(old, before).equals(Optional.of(column))))
                .toList();
    }

    private void addLive(List<Heir> heirs, Digest own, Column column, String name, Table after, Table seeded)
            throws SQLException {
        if (seeded.column(name).isEmpty()) {
            return;
        }
        Form form = column.form();
        boolean live = own.equals(values(Side.AFTER, after, name, form))
                && !own.equals(values(Side.SEEDED, seeded, name, form));
        if (live) {
            Map<String, Form> values = Map.of(name, form);
            heirs.add(new Heir(RowSql.hashes(after, values), RowSql.hashes(seeded, values), form));
        }
    }

    private Digest values(Side side, Table table, String column, Form form) throws SQLException {
        return sessions.of(side)
                .digests(List.of(RowSql.digest(table, column, form)))
                .get(0);
    }

    private long removed(String after, String seeded) throws SQLException {
        return new Balance(sessions)
                .plus(Side.AFTER, after)
                .minus(Side.SEEDED, seeded)
                .count();
    }

    /** How many values of what seeds left are not there, though there is room: rows with none, or with an older one. */
    private long notBrought(ComparedTable table, ComparedColumn column, List<Heir> heirs, long rows)
            throws SQLException {
        Table undone = table.on(Side.UNDONE);
        long fewest = Long.MAX_VALUE;
        for (Heir heir : heirs) {
            String now = RowSql.hashes(undone, Map.of(column.name(), heir.form()));
            long missing = new Balance(sessions)
                    .plus(Side.SEEDED, heir.seeded())
                    .minus(Side.UNDONE, now)
                    .count();
            long older = new Balance(sessions)
                    .plus(Side.UNDONE, now)
                    .minus(Side.SEEDED, heir.seeded())
                    .count();
            long empty = sessions.of(Side.UNDONE)
                            .digests(List.of(RowSql.count(undone)))
                            .get(0)
                            .rows()
                    - values(Side.UNDONE, undone, column);
            long others = rows - removed(heir.after(), heir.seeded());
            fewest = Math.min(fewest, Math.max(others, Math.min(missing, older + empty)));
        }
        return fewest;
    }

    /** How many of these rows may be as they are for what seeds did to what up made of them. */
    private long excused(ComparedTable table, ComparedColumn column, Optional<Table> after, long rows)
            throws SQLException {
        if (rows == 0) {
            return 0;
        }
        long changed = 0;
        for (NewTable other : newTables.all()) {
            changed += changed(other.after(), other.seeded(), other.after().columns());
        }
        Optional<Table> seeded = state(Side.SEEDED).heir(table.before(), state(Side.BEFORE));
        if (after.isPresent() && seeded.isPresent()) {
            changed += changed(after.get(), seeded.get(), added(table.before(), after.get()));
        }
        // Where down put nothing, nothing was brought back from anywhere.
        long emptied = Math.max(
                0, values(Side.BEFORE, table.before(), column) - values(Side.UNDONE, table.on(Side.UNDONE), column));
        long excused = Math.max(0, Math.min(changed, rows - emptied));
        if (excused > 0) {
            untold.add(new Lost(table.name(), column.name(), excused));
        }
        return excused;
    }

    private long changed(Table after, Table seeded, List<Column> columns) throws SQLException {
        Map<String, Form> compared = new LinkedHashMap<>();
        columns.stream()
                .filter(column -> seeded.column(column.name()).isPresent())
                .forEach(column -> compared.put(column.name(), column.form()));
        return compared.isEmpty() ? 0 : removed(RowSql.hashes(after, compared), RowSql.hashes(seeded, compared));
    }

    private long values(Side side, Table table, ComparedColumn column) throws SQLException {
        return sessions.of(side)
                .numbers(RowSql.values(table, List.of(column.name())))
                .get(0)
                .longValueExact();
    }
}
