package io.github.claudenexus.rows;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of one database, all of them in memory, and its sequences. */
public final class DatabaseRows {

    static final DatabaseRows NONE = new DatabaseRows(List.of(), List.of());

    private final SortedMap<String, TableRows> byName;
    private final Map<Long, TableRows> byOid;
    private final SortedMap<String, Sequence> sequences;

    DatabaseRows(Collection<TableRows> tables, Collection<Sequence> sequences) {
        this.byName = new TreeMap<>(
                tables.stream().collect(Collectors.toMap(rows -> rows.table().name(), Function.identity())));
        this.byOid =
                tables.stream().collect(Collectors.toMap(rows -> rows.table().oid(), Function.identity()));
        this.sequences =
                new TreeMap<>(sequences.stream().collect(Collectors.toMap(Sequence::name, Function.identity())));
    }

    Collection<TableRows> tables() {
        return Collections.unmodifiableCollection(byName.values());
    }

    Optional<TableRows> named(String table) {
        return Optional.ofNullable(byName.get(table));
    }

    /** The table of that name; where there is none, what that table of another state has been renamed to. */
    Optional<TableRows> renamed(Table table, DatabaseRows other) {
        return named(table.name()).or(() -> Optional.ofNullable(byOid.get(table.oid()))
                .filter(renamed -> other.named(renamed.table().name()).isEmpty()));
    }

    /** Whether there is a table of this name. */
    public boolean has(String table) {
        return byName.containsKey(table);
    }

    /** The tables that have no row. */
    public List<String> empty() {
        return tables().stream()
                .filter(rows -> rows.count() == 0)
                .map(rows -> rows.table().name())
                .toList();
    }

    /** The columns of each table. */
    public Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new TreeMap<>();
        tables().forEach(rows -> columns.put(
                rows.table().name(),
                rows.table().columns().stream().map(Table.TableColumn::name).toList()));
        return columns;
    }

    Collection<Sequence> sequences() {
        return Collections.unmodifiableCollection(sequences.values());
    }

    Optional<Sequence> sequence(String name) {
        return Optional.ofNullable(sequences.get(name));
    }

    /** How many rows each table has that is not partitioned, by its OID. */
    public Map<Long, Long> counts() {
        Map<Long, Long> counts = new HashMap<>();
        byOid.forEach((oid, rows) -> {
            if (rows.table().parts().equals(List.of(rows.table().name()))) {
                counts.put(oid, rows.count());
            }
        });
        return counts;
    }

    /** Whether another state has the same tables with the same rows, in whatever order, and the same sequences. */
    public boolean holdsSameAs(DatabaseRows other) {
        return sequences.equals(other.sequences)
                && byName.keySet().equals(other.byName.keySet())
                && byName.values().stream()
                        .allMatch(rows -> rows.holdsSameAs(Objects.requireNonNull(
                                other.byName.get(rows.table().name()))));
    }

    /** The column that has the value which this sequence gives next, or one beyond it. */
    Optional<RowDifference.SequenceBehind> behind(Sequence sequence, SequenceMove move) {
        Optional<BigDecimal> furthest = sequence.feeds().stream()
                .flatMap(fed -> named(fed.table()).stream().flatMap(rows -> rows.values(fed.column()).stream()))
                .flatMap(value -> Values.decimal(value).stream())
                .max(sequence.rising() ? Comparator.naturalOrder() : Comparator.reverseOrder());
        return furthest.filter(value -> sequence.isBehind(value.longValue()))
                .map(value -> new RowDifference.SequenceBehind(
                        move,
                        sequence.feeds().get(0).table(),
                        sequence.feeds().get(0).column(),
                        value.longValue()));
    }

    /**
     * A sequence.
     *
     * @param last its last value; 0 when it has given none
     * @param next the value that it gives next
     * @param rising whether its values become larger
     * @param feeds the columns of numbers that have their values from it
     */
    record Sequence(String name, long last, long next, boolean rising, List<Fed> feeds) {

        boolean isBehind(long value) {
            return rising ? value >= next : value <= next;
        }
    }

    /** A column that has its values from a sequence. */
    record Fed(String table, String column) {}
}
