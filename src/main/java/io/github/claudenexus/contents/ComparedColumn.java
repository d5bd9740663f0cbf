package io.github.claudenexus.contents;

import io.github.claudenexus.contents.Table.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A column that was there before and is there after down, and what it is called in each state.
 *
 * @param name its name before
 * @param names its name in each state whose values can be told to be alike
 * @param form how its value is written, so that alike values are written alike
 * @param key whether it belonged to the primary key before
 */
record ComparedColumn(String name, Map<Side, String> names, Form form, boolean key) {

    /** How a value is written. */
    enum Form {
        OUTPUT,
        TEXT,
        NUMBER;

        String of(String column) {
            return switch (this) {
                case OUTPUT -> column;
                case TEXT -> column + "::text";
                case NUMBER -> "trim_scale(" + column + "::numeric)";
            };
        }
    }

    ComparedColumn {
        names = Collections.unmodifiableMap(new EnumMap<>(names));
    }

    /**
     * The column, by the columns it is in each state. Where up gave it a type of another kind, what seeds wrote there
     * cannot be held against what is there after down.
     */
    static ComparedColumn of(Map<Side, Column> columns) {
        Column before = Objects.requireNonNull(columns.get(Side.BEFORE));
        Map<Side, Column> alike = new EnumMap<>(columns);
        Optional<Form> form = form(columns.values());
        if (form.isEmpty() || columns.size() < Side.values().length) {
            alike.keySet().removeAll(List.of(Side.AFTER, Side.SEEDED));
            form = form(alike.values());
        }
        Map<Side, String> names = new EnumMap<>(Side.class);
        alike.forEach((side, column) -> names.put(side, column.name()));
        return new ComparedColumn(before.name(), names, form.orElse(Form.OUTPUT), before.key());
    }

    private static Optional<Form> form(Collection<Column> columns) {
        List<Column> all = new ArrayList<>(columns);
        Column first = all.get(0);
        if (all.stream().allMatch(column -> column.type().equals(first.type()))) {
            return Optional.of(Form.OUTPUT);
        }
        if (!first.family().isEmpty()
                && all.stream().allMatch(column -> column.family().equals(first.family()))) {
            return Optional.of(first.family().equals("text") ? Form.TEXT : Form.NUMBER);
        }
        return all.stream().allMatch(column -> column.plainType().equals(first.plainType()))
                ? Optional.of(Form.OUTPUT)
                : Optional.empty();
    }

    /** Whether what seeds wrote there can be seen. */
    boolean seedsSeen() {
        return names.containsKey(Side.SEEDED);
    }

    /** Its value in that state, as the part of a query. */
    String value(Side side) {
        return form.of("t." + Objects.requireNonNull(names.get(side)));
    }
}
