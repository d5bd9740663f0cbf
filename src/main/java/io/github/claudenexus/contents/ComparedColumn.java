package io.github.claudenexus.contents;

import io.github.claudenexus.contents.Table.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column that was there before and is there after down, and what it is called in each state.
 *
 * @param name its name before
 * @param names its name in each state whose values can be told to be alike
 * @param form how its value is written, so that alike values are written alike
 * @param key whether it belonged to the primary key before
 * @param required whether it was NOT NULL before and is again after down
 * @param derived whether it is a generated column: where seeds changed the row, another value is right
 * @param unit where up gave its numbers another unit: what makes the old number of one in that of up
 * @param looser where up gave it a type of another kind: the same with what seeds wrote, in the forms by which it may be
 *     held against what is there after down, the closest first
 */
record ComparedColumn(
        String name,
        Map<Side, String> names,
        Form form,
        boolean key,
        boolean required,
        boolean derived,
        Map<Side, String> unit,
        List<ComparedColumn> looser) {

    ComparedColumn {
        names = Collections.unmodifiableMap(new EnumMap<>(names));
        unit = Map.copyOf(unit);
        looser = List.copyOf(looser);
    }

    /**
     * The column, by the columns it is in each state. Where up gave it a type of another kind, what seeds wrote there
     * cannot be held as it is against what is there after down.
     */
    static ComparedColumn of(Map<Side, Column> columns) {
        Column before = Objects.requireNonNull(columns.get(Side.BEFORE));
        boolean everywhere = columns.size() == Side.values().length;
        Optional<Form> form = form(columns.values());
        if (form.isPresent() && everywhere) {
            return of(columns, form.get(), List.of());
        }
        Map<Side, Column> alike = new EnumMap<>(columns);
        alike.keySet().removeAll(List.of(Side.AFTER, Side.SEEDED));
        List<ComparedColumn> looser = new ArrayList<>();
        if (everywhere && form(alike.values()).isPresent()) {
            if (speaksPlainly(before, Objects.requireNonNull(columns.get(Side.SEEDED)))) {
                looser.add(of(columns, Form.MEANING, List.of()));
            }
            looser.add(of(columns, Form.PRESENCE, List.of()));
        }
        boolean number = !looser.isEmpty() && before.isNumber();
        return of(alike, number ? Form.NUMBER : form(alike.values()).orElse(Form.OUTPUT), looser);
    }

    private static ComparedColumn of(Map<Side, Column> columns, Form form, List<ComparedColumn> looser) {
        Column before = Objects.requireNonNull(columns.get(Side.BEFORE));
        Map<Side, String> names = new EnumMap<>(Side.class);
        columns.forEach((side, column) -> names.put(side, column.name()));
        boolean required = Stream.of(Side.BEFORE, Side.UNDONE)
                .map(columns::get)
                .allMatch(column -> column != null && column.part().required());
        return new ComparedColumn(before.name(), names, form, before.part().key(), required, false, Map.of(), looser);
    }

    /** A generated column whose values are stored, by the same expression before up and after down. */
    static ComparedColumn derived(Column before, Column undone) {
        Map<Side, String> names = Map.of(Side.BEFORE, before.name(), Side.UNDONE, undone.name());
        return new ComparedColumn(before.name(), names, Form.OUTPUT, false, false, true, Map.of(), List.of());
    }

    /** The same where up's numbers are the old ones times a quotient. */
    ComparedColumn times(BigDecimal after, BigDecimal before) {
        String old = " * " + before.toPlainString() + " / " + after.toPlainString();
        return new ComparedColumn(
                name, names, Form.NUMBER, key, required, derived, Map.of(Side.AFTER, old, Side.SEEDED, old), List.of());
    }

    // Seeds may write a time into a text in many ways; a number in as many, but those can be read.
    private static boolean speaksPlainly(Column before, Column seeded) {
        boolean free = seeded.isText() || List.of("json", "xml").contains(seeded.plainType());
        return before.isNumber() || !free;
    }

    private static Optional<Form> form(Collection<Column> columns) {
        List<Column> all = new ArrayList<>(columns);
        Column first = all.get(0);
        if (all.stream().allMatch(column -> column.type().equals(first.type()))) {
            return Optional.of(Form.OUTPUT);
        }
        if (!first.family().isEmpty()
                && all.stream().allMatch(column -> column.family().equals(first.family()))) {
            return Optional.of(first.isText() ? Form.TEXT : Form.NUMBER);
        }
        return all.stream().allMatch(column -> column.plainType().equals(first.plainType()))
                ? Optional.of(Form.OUTPUT)
                : Optional.empty();
    }

    /** Whether its values are numbers, which are alike however they are written. */
    boolean isNumber() {
        return form == Form.NUMBER;
    }

    /** Whether what seeds wrote there can be seen. */
    boolean seedsSeen() {
        return names.containsKey(Side.SEEDED);
    }

    /** The same before up and, as if it were undone, after. */
    ComparedColumn ofUp() {
        Map<Side, String> both = new EnumMap<>(Side.class);
        both.put(Side.BEFORE, Objects.requireNonNull(names.get(Side.BEFORE)));
        both.put(Side.UNDONE, Objects.requireNonNull(names.get(Side.AFTER)));
        String old = unit.get(Side.AFTER);
        return new ComparedColumn(
                name, both, form, key, required, derived, old == null ? Map.of() : Map.of(Side.UNDONE, old), List.of());
    }

    /** The same as no part of a key. */
    ComparedColumn withoutKey() {
        return new ComparedColumn(name, names, form, false, required, derived, unit, looser);
    }

    /** How much of a value there is in that state, as the part of a query: see {@link Tolerance}. */
    String filling(Side side) {
        String column = "t." + Objects.requireNonNull(names.get(side));
        return "CASE WHEN " + column + " IS NULL THEN " + Tolerance.NULL + " WHEN " + column + "::text = '' THEN "
                + Tolerance.EMPTY + " ELSE " + Tolerance.FILLED + " END";
    }

    /** Its value in that state, as the part of a query. */
    String value(Side side) {
        String column = "t." + Objects.requireNonNull(names.get(side));
        String old = unit.get(side);
        return form.of(old == null ? column : "(" + column + "::numeric" + old + ")");
    }
}
