package io.github.claudenexus.contents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is lost and what is too many in one table, found key by key. */
final class Settlement {

    private final boolean[] seedsSeen;
    private final boolean[] derived;
    private final List<Tolerance> tolerances;
    private final long[] changed;
    private long missing;
    private long extra;
    private long untold;

    /**
     * An empty one.
     *
     * @param seedsSeen of which columns it is known what seeds wrote there
     * @param derived which columns follow from others
     * @param tolerances columns in which that may become something else
     */
    Settlement(boolean[] seedsSeen, boolean[] derived, List<Tolerance> tolerances) {
        this.derived = derived.clone();
        this.tolerances = List.copyOf(tolerances);
        this.changed = new long[seedsSeen.length];
        this.seedsSeen = Arrays.copyOf(seedsSeen, seedsSeen.length + tolerances.size());
        Arrays.fill(this.seedsSeen, seedsSeen.length, this.seedsSeen.length, true);
    }

    /**
     * A row that ought to be there.
     *
     * @param partly whether only the columns are known of which it is known what seeds wrote there
     * @param touched whether seeds wrote it or changed it
     * @param bySeeds the tolerances for what seeds wrote
     */
    private record Expected(Values values, boolean partly, boolean touched, List<Tolerance> bySeeds) {}

    /** The rows of one key in each state. */
    record Group(List<Values> before, List<Values> after, List<Values> seeded, List<Values> undone) {}

    void settle(Group group) {
        List<Expected> expected = expected(group);
        List<Values> found = new ArrayList<>(group.undone());
        takeSame(expected, found);
        takePartlySame(expected, found);
        takeAlike(expected, found);
        // Rows of one key that are left on both sides are the same ones, with other values.
        int pairs = Math.min(expected.size(), found.size());
        for (int i = 0; i < pairs; i++) {
            Expected row = expected.get(i);
            Values values = found.get(i);
            boolean[] other = new boolean[changed.length];
            for (int column = 0; column < changed.length; column++) {
                other[column] = !isAlike(row, values, column);
            }
            // What follows from a value that is another one is another one too.
            boolean follows = IntStream.range(0, other.length).anyMatch(column -> other[column] && !derived[column]);
            for (int column = 0; column < changed.length; column++) {
                if (other[column] && !(follows && derived[column])) {
                    changed[column]++;
                }
            }
        }
        missing += expected.size() - pairs;
        extra += found.size() - pairs;
    }

    /** The rows before, with what seeds did to the rows after up done to them. */
    private List<Expected> expected(Group group) {
        List<Values> before = new ArrayList<>(group.before());
        List<Expected> expected = new ArrayList<>();
        Deque<Values> news = new ArrayDeque<>(without(group.seeded(), group.after()));
        for (Values row : without(group.after(), group.seeded())) {
            Values now = news.poll();
            Values then = heirOf(row, before);
            if (now != null) {
                expected.add(then == null ? written(now) : rewritten(then, row, now));
            } else if (then == null) {
                untold++;
            }
        }
        news.forEach(row -> expected.add(written(row)));
        before.forEach(row -> expected.add(new Expected(row, false, false, List.of())));
        return expected;
    }

    private Expected written(Values row) {
        return new Expected(row, true, true, tolerances);
    }

    /** A row that was there, with what seeds changed. */
    private Expected rewritten(Values then, Values after, Values now) {
        List<Tolerance> bySeeds = tolerances.stream()
                .filter(one -> after.at(one.column()) != now.at(one.column()))
                .toList();
        Values values = then.changed(after, now, seedsSeen);
        for (Tolerance one : bySeeds) {
            values = values.with(one.filling(), now.at(one.filling()));
        }
        return new Expected(values, false, true, bySeeds);
    }

    private boolean isAlike(Expected row, Values found, int column) {
        return (row.partly() && !seedsSeen[column])
                || (row.touched() && derived[column])
                || row.values().at(column) == found.at(column)
                || row.bySeeds().stream().anyMatch(one -> one.column() == column && one.allows(row.values(), found));
    }

    private static List<Values> without(List<Values> rows, List<Values> others) {
        Map<Values, Integer> counts = counts(others);
        return rows.stream()
                .filter(row -> counts.merge(row, -1, Integer::sum) < 0)
                .toList();
    }

    private static Map<Values, Integer> counts(List<Values> rows) {
        Map<Values, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    private @Nullable Values heirOf(Values after, List<Values> before) {
        if (before.isEmpty()) {
            return null;
        }
        for (Iterator<Values> rows = before.iterator(); rows.hasNext(); ) {
            Values row = rows.next();
            if (row.only(seedsSeen).equals(after)) {
                rows.remove();
                return row;
            }
        }
        return before.remove(0);
    }

    private void takeSame(List<Expected> expected, List<Values> found) {
        List<Values> whole = expected.stream()
                .filter(row -> !row.partly())
                .map(Expected::values)
                .toList();
        Map<Values, Integer> present = counts(found);
        List<Values> left = without(found, whole);
        found.clear();
        found.addAll(left);
        expected.removeIf(row -> !row.partly() && present.merge(row.values(), -1, Integer::sum) >= 0);
    }

    private void takePartlySame(List<Expected> expected, List<Values> found) {
        for (Iterator<Expected> rows = expected.iterator(); rows.hasNext(); ) {
            Expected row = rows.next();
            if (row.partly() && takeOne(row, found)) {
                rows.remove();
            }
        }
    }

    private void takeAlike(List<Expected> expected, List<Values> found) {
        for (Iterator<Expected> rows = expected.iterator(); rows.hasNext(); ) {
            Expected row = rows.next();
            Predicate<Values> alike =
                    values -> IntStream.range(0, changed.length).allMatch(column -> isAlike(row, values, column));
            Optional<Values> one = row.bySeeds().isEmpty()
                    ? Optional.empty()
                    : found.stream().filter(alike).findFirst();
            if (one.isPresent()) {
                found.remove(one.get());
                rows.remove();
            }
        }
    }

    private boolean takeOne(Expected expected, List<Values> found) {
        for (Iterator<Values> rows = found.iterator(); rows.hasNext(); ) {
            if (rows.next().only(seedsSeen).equals(expected.values())) {
                rows.remove();
                return true;
            }
        }
        return false;
    }

    /** How many rows are missing. */
    long missing() {
        return missing;
    }

    /** How many rows are too many. */
    long extra() {
        return extra;
    }

    /** How many rows seeds took away of which it cannot be told which they were before up. */
    long untold() {
        return untold;
    }

    /** In how many rows the value of this column is another. */
    long changed(int column) {
        return changed[column];
    }
}
