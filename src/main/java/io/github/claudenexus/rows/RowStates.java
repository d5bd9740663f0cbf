package io.github.claudenexus.rows;

import io.github.claudenexus.rows.TableRows.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows over the same columns in each state.
 *
 * @param before before up
 * @param after after up; none where seeds wrote nothing
 * @param seeded after up, with what seeds wrote; none where they wrote nothing
 * @param undone after down
 */
record RowStates(List<Row> before, List<Row> after, List<Row> seeded, List<Row> undone) {

    /** The same without what seeds wrote. */
    RowStates withoutSeeds() {
        return new RowStates(before, List.of(), List.of(), undone);
    }

    boolean areSeeded() {
        return !Bag.of(after).equals(Bag.of(seeded));
    }

    /** Whether down left what this function says of the rows from before up, and of what seeds did to them. */
    <T> boolean areAsExpected(Function<Row, T> value) {
        return bag(before, value)
                .plus(bag(seeded, value))
                .minus(bag(after, value))
                .equals(bag(undone, value));
    }

    /** Whether up left what this function says of the rows. */
    <T> boolean areLeftByUp(Function<Row, T> value) {
        return bag(before, value).equals(bag(after, value));
    }

    private static <T> Bag<T> bag(List<Row> rows, Function<Row, T> value) {
        return Bag.of(rows.stream().map(value).toList());
    }

    /** The rows of each key. */
    Collection<RowStates> by(Function<Row, List<@Nullable String>> key) {
        Map<List<@Nullable String>, RowStates> groups = new LinkedHashMap<>();
        before.forEach(row -> group(groups, key, row).before.add(row));
        after.forEach(row -> group(groups, key, row).after.add(row));
        seeded.forEach(row -> group(groups, key, row).seeded.add(row));
        undone.forEach(row -> group(groups, key, row).undone.add(row));
        return groups.values();
    }

    private static RowStates group(
            Map<List<@Nullable String>, RowStates> groups, Function<Row, List<@Nullable String>> key, Row row) {
        return groups.computeIfAbsent(
                key.apply(row),
                same -> new RowStates(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
}
