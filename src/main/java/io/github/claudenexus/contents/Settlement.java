package io.github.claudenexus.contents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is lost and what is too many in one table, found key by key. */
final class Settlement {

    private final boolean[] seedsSeen;
    private final long[] changed;
    private long missing;
    private long extra;
    private long untold;

    /**
     * An empty one.
     *
     * @param seedsSeen of which columns it is known what seeds wrote there
     */
    Settlement(boolean[] seedsSeen) {
        this.seedsSeen = seedsSeen.clone();
        this.changed = new long[seedsSeen.length];
    }

    /**
     * A row that ought to be there.
     *
     * @param partly whether only the columns are known of which it is known what seeds wrote there
     */
    private record Expected(Values values, boolean partly) {}

    /** The rows of one key in each state. */
    record Group(List<Values> before, List<Values> after, List<Values> seeded, List<Values> undone) {}

    void settle(Group group) {
        List<Expected> expected = expected(group);
        List<Values> found = new ArrayList<>(group.undone());
        takeSame(expected, found);
        takePartlySame(expected, found);
        // Rows of one key that are left on both sides are the same ones, with other values.
        int pairs = Math.min(expected.size(), found.size());
        for (int i = 0; i < pairs; i++) {
            Expected row = expected.get(i);
            for (int column = 0; column < changed.length; column++) {
                if ((!row.partly() || seedsSeen[column])
                        && row.values().at(column) != found.get(i).at(column)) {
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
                expected.add(
                        then == null
                                ? new Expected(now, true)
                                : new Expected(then.changed(row, now, seedsSeen), false));
            } else if (then == null) {
                untold++;
            }
        }
        news.forEach(row -> expected.add(new Expected(row, true)));
        before.forEach(row -> expected.add(new Expected(row, false)));
        return expected;
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
