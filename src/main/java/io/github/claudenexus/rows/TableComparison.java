package io.github.claudenexus.rows;

import io.github.claudenexus.rows.TableRows.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of one table: expected after down are those from before up, with what seeds did to those after up
 * done to them. Rows are matched by key; what is left over on both sides of one key is a row with other values.
 */
final class TableComparison {

    private final List<ComparedColumn> columns;
    private final long[] changed;
    private long missing;
    private long extra;
    private long deletedUnknown;

    private TableComparison(List<ComparedColumn> columns) {
        this.columns = columns;
        this.changed = new long[columns.size()];
    }

    static TableComparison of(ComparedTable table) {
        List<ComparedColumn> columns = table.compared();
        RowStates rows = table.rows();
        TableComparison comparison = new TableComparison(columns);
        if (columns.stream().allMatch(ComparedColumn::isSeen) && rows.areAsExpected(row -> row)) {
            return comparison;
        }
        List<Integer> key = key(table);
        rows.by(row -> comparable(columns, key, row)).forEach(comparison::compare);
        boolean isPrimaryKey = key.size() == table.keySize()
                && key.stream().allMatch(place -> columns.get(place).key());
        if (!isPrimaryKey) {
            // Seeds may have deleted one of several rows, and it is not known which.
            comparison.missing = Math.max(0, comparison.missing - comparison.deletedUnknown);
        }
        return comparison;
    }

    /** How many rows are missing. */
    long missing() {
        return missing;
    }

    /** How many rows are too many. */
    long extra() {
        return extra;
    }

    /** In how many rows this column has another value. */
    long changed(int column) {
        return changed[column];
    }

    /** The primary key; without one, the columns whose values are all there, or all; but none that up rewrote. */
    private static List<Integer> key(ComparedTable table) {
        List<ComparedColumn> columns = table.compared();
        RowStates rows = table.rows();
        List<Integer> stable = IntStream.range(0, columns.size())
                .boxed()
                .filter(place -> columns.get(place).isStable())
                .toList();
        List<Integer> primary =
                stable.stream().filter(place -> columns.get(place).key()).toList();
        if (table.keySize() > 0 && primary.size() == table.keySize()) {
            return primary;
        }
        if (!rows.areAsExpected(row -> "")) {
            return stable;
        }
        List<Integer> intact = stable.stream()
                .filter(place -> rows.areAsExpected(row -> comparable(columns, List.of(place), row)))
                .toList();
        return intact.isEmpty() ? stable : intact;
    }

    private static List<@Nullable String> comparable(List<ComparedColumn> columns, List<Integer> places, Row row) {
        List<@Nullable String> values = new ArrayList<>();
        places.forEach(place -> values.add(columns.get(place).comparable(row.at(place))));
        return values;
    }

    /**
     * A row that ought to be there.
     *
     * @param row its values
     * @param isNew whether seeds inserted it
     * @param written in which columns it has what seeds wrote
     */
    private record Expected(Row row, boolean isNew, BitSet written) {

        static Expected untouched(Row row) {
            return new Expected(row, false, new BitSet());
        }

        boolean isTouched() {
            return isNew || !written.isEmpty();
        }
    }

    private void compare(RowStates group) {
        List<Expected> expected = expected(group);
        List<Row> found = new ArrayList<>(group.undone());
        takeEqual(expected, found);
        takeAlike(expected, found);
        int pairs = Math.min(expected.size(), found.size());
        for (int i = 0; i < pairs; i++) {
            countChanges(expected.get(i), found.get(i));
        }
        missing += expected.size() - pairs;
        extra += found.size() - pairs;
    }

    private List<Expected> expected(RowStates group) {
        List<Row> before = new ArrayList<>(group.before());
        List<Expected> expected = new ArrayList<>();
        Deque<Row> added = new ArrayDeque<>(without(group.seeded(), group.after()));
        for (Row removed : without(group.after(), group.seeded())) {
            Row now = added.poll();
            Row then = takeOriginal(removed, before);
            if (now != null) {
                expected.add(then == null ? inserted(now) : updated(then, removed, now));
            } else if (then == null) {
                deletedUnknown++;
            }
        }
        added.forEach(row -> expected.add(inserted(row)));
        before.forEach(row -> expected.add(Expected.untouched(row)));
        return expected;
    }

    private Expected inserted(Row row) {
        BitSet seen = new BitSet();
        IntStream.range(0, columns.size())
                .filter(place -> columns.get(place).isSeen())
                .forEach(seen::set);
        return new Expected(row, true, seen);
    }

    private Expected updated(Row then, Row after, Row now) {
        BitSet written = new BitSet();
        @Nullable String[] values = new String[columns.size()];
        for (int place = 0; place < values.length; place++) {
            boolean changes = !Objects.equals(after.at(place), now.at(place));
            values[place] = changes ? now.at(place) : then.at(place);
            written.set(place, changes);
        }
        return new Expected(Row.of(values), false, written);
    }

    /** The row before up that this one after up was; one of the same key if none is the same. */
    private @Nullable Row takeOriginal(Row after, List<Row> before) {
        for (Iterator<Row> rows = before.iterator(); rows.hasNext(); ) {
            Row row = rows.next();
            if (IntStream.range(0, columns.size()).allMatch(place -> isSame(columns.get(place), row, after, place))) {
                rows.remove();
                return row;
            }
        }
        return before.isEmpty() ? null : before.remove(0);
    }

    private static boolean isSame(ComparedColumn column, Row before, Row after, int place) {
        return !column.isSeen()
                || Objects.equals(column.comparable(before.at(place)), column.comparable(after.at(place)));
    }

    private static List<Row> without(List<Row> rows, List<Row> others) {
        Bag<Row> left = Bag.of(others);
        return rows.stream().filter(row -> !left.take(row)).toList();
    }

    private static void takeEqual(List<Expected> expected, List<Row> found) {
        Bag<Row> there = Bag.of(found);
        Bag<Row> wanted = Bag.of(expected.stream().map(Expected::row).toList());
        expected.removeIf(row -> there.take(row.row()));
        found.removeIf(wanted::take);
    }

    private void takeAlike(List<Expected> expected, List<Row> found) {
        for (Iterator<Expected> rows = expected.iterator(); rows.hasNext(); ) {
            Expected row = rows.next();
            if (row.isTouched() && takeOne(row, found)) {
                rows.remove();
            }
        }
    }

    private boolean takeOne(Expected expected, List<Row> found) {
        for (Iterator<Row> rows = found.iterator(); rows.hasNext(); ) {
            Row row = rows.next();
            if (IntStream.range(0, columns.size()).allMatch(place -> isAlike(expected, row, place))) {
                rows.remove();
                return true;
            }
        }
        return false;
    }

    private boolean isAlike(Expected expected, Row found, int place) {
        ComparedColumn column = columns.get(place);
        if (expected.isTouched() && (column.generated() || (expected.isNew() && !column.isSeen()))) {
            return true;
        }
        String value = expected.row().at(place);
        return Objects.equals(value, found.at(place))
                || (expected.written().get(place) && column.mayBecome(value, found.at(place)));
    }

    private void countChanges(Expected expected, Row found) {
        int[] other = IntStream.range(0, columns.size())
                .filter(place -> !isAlike(expected, found, place))
                .toArray();
        // Where the value of a generated column follows from another one that is not as it was, that one counts.
        boolean follows =
                IntStream.of(other).anyMatch(place -> !columns.get(place).generated());
        for (int place : other) {
            if (!follows || !columns.get(place).generated()) {
                changed[place]++;
            }
        }
    }
}
