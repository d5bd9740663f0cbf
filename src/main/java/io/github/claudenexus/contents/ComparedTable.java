package io.github.claudenexus.contents;

import io.github.claudenexus.contents.Table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table that was there before, and what there is of it in each state.
 *
 * @param before the table
 * @param tables what it is in each state that has it; seeds are left out when up or seeds took the table away
 * @param columns those that can be compared
 * @param gone those that are not there after down
 */
record ComparedTable(
        Table before, Map<Side, Table> tables, List<ComparedColumn> columns, List<Map<Side, String>> gone) {

    ComparedTable {
        tables = Collections.unmodifiableMap(new EnumMap<>(tables));
        columns = List.copyOf(columns);
        gone = List.copyOf(gone);
    }

    static ComparedTable of(Table before, Map<Side, Tables> states) {
        Map<Side, Table> tables = new EnumMap<>(Side.class);
        tables.put(Side.BEFORE, before);
        state(states, Side.UNDONE).named(before.name()).ifPresent(table -> tables.put(Side.UNDONE, table));
        Optional<Table> after = state(states, Side.AFTER).heir(before, state(states, Side.BEFORE));
        Optional<Table> seeded = state(states, Side.SEEDED).heir(before, state(states, Side.BEFORE));
        if (after.isPresent() && seeded.isPresent()) {
            tables.put(Side.AFTER, after.get());
            tables.put(Side.SEEDED, seeded.get());
        }
        List<ComparedColumn> columns = new ArrayList<>();
        List<Map<Side, String>> gone = new ArrayList<>();
        for (Column column : before.columns()) {
            Map<Side, Column> heirs = heirs(column, before, tables);
            Column undone = heirs.get(Side.UNDONE);
            if (undone != null && column.part().generated() && undone.part().generated()) {
                if (isStoredAlike(column, undone)) {
                    columns.add(ComparedColumn.derived(column, undone));
                }
            } else if (heirs.containsKey(Side.UNDONE)) {
                columns.add(ComparedColumn.of(heirs));
            } else {
                Map<Side, String> names = new EnumMap<>(Side.class);
                heirs.forEach((side, heir) -> names.put(side, heir.name()));
                gone.add(names);
            }
        }
        return new ComparedTable(before, tables, columns, gone);
    }

    // Of another expression the catalog speaks; of the same one, what is stored may still be what a function once gave.
    private static boolean isStoredAlike(Column before, Column undone) {
        return before.part().stored()
                && before.part().equals(undone.part())
                && before.type().equals(undone.type());
    }

    private static Tables state(Map<Side, Tables> states, Side side) {
        return states.getOrDefault(side, Tables.NONE);
    }

    private static Map<Side, Column> heirs(Column column, Table before, Map<Side, Table> tables) {
        Map<Side, Column> heirs = new EnumMap<>(Side.class);
        tables.forEach((side, table) -> {
            // After down a column has to have its name back.
            Optional<Column> heir = side == Side.UNDONE ? table.column(column.name()) : table.heir(column, before);
            heir.ifPresent(found -> heirs.put(side, found));
        });
        return heirs;
    }

    /** What it is in a state that has it. */
    Table on(Side side) {
        return Objects.requireNonNull(tables.get(side));
    }

    String name() {
        return before.name();
    }

    boolean isGone() {
        return !tables.containsKey(Side.UNDONE);
    }

    boolean seedsSeen() {
        return tables.containsKey(Side.SEEDED);
    }

    /** The same without what seeds wrote. */
    ComparedTable withoutSeeds() {
        return new ComparedTable(
                before,
                only(tables),
                columns,
                gone.stream().map(ComparedTable::only).toList());
    }

    /** The same with that column told in another form. */
    ComparedTable with(ComparedColumn told) {
        return new ComparedTable(
                before,
                tables,
                columns.stream()
                        .map(column -> column.name().equals(told.name()) ? told : column)
                        .toList(),
                gone);
    }

    /** What up made of it: the columns by which what seeds wrote is told, before up and, as if it were undone, after. */
    ComparedTable ofUp() {
        Map<Side, Table> both = new EnumMap<>(Side.class);
        both.put(Side.BEFORE, before);
        both.put(Side.UNDONE, Objects.requireNonNull(tables.get(Side.AFTER)));
        return new ComparedTable(
                before, both, shared().stream().map(ComparedColumn::ofUp).toList(), List.of());
    }

    /** The same with no key. */
    ComparedTable withoutKey() {
        return new ComparedTable(
                before, tables, columns.stream().map(ComparedColumn::withoutKey).toList(), gone);
    }

    /** Nothing but that column. */
    ComparedTable only(ComparedColumn column) {
        return new ComparedTable(before, tables, List.of(column), List.of());
    }

    private static <T> Map<Side, T> only(Map<Side, T> all) {
        Map<Side, T> some = new EnumMap<>(all);
        some.keySet().removeAll(List.of(Side.AFTER, Side.SEEDED));
        return some;
    }

    /** The columns by which what seeds wrote is told; all, when they wrote nothing here. */
    List<ComparedColumn> shared() {
        return seedsSeen() ? columns.stream().filter(ComparedColumn::seedsSeen).toList() : columns;
    }

    /** What can be compared in that state. */
    List<ComparedColumn> columns(Side side) {
        return side == Side.AFTER || side == Side.SEEDED ? shared() : columns;
    }
}
