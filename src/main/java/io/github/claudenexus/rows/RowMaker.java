package io.github.claudenexus.rows;

import io.github.claudenexus.rows.EmptyTable.EmptyColumn;
import io.github.claudenexus.rows.EmptyTable.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes rows for tables that have none, parents first. The same tables always get the same rows. */
final class RowMaker {

    private static final int MOST_LABELS = 30;
    private static final int MOST_ATTEMPTS = 30;

    private final Samples samples;
    private final RowChoice choice;

    private RowMaker(Samples samples, RowChoice choice) {
        this.samples = samples;
        this.choice = choice;
    }

    /** The rows, in the order in which they are to be written. */
    static List<MadeRow> rows(List<EmptyTable> tables, Samples samples, RowChoice choice) {
        RowMaker maker = new RowMaker(samples, choice);
        return parentsFirst(tables).stream().flatMap(maker::rows).toList();
    }

    /** In a circle of foreign keys, first a table that can do without its parents. */
    static List<EmptyTable> parentsFirst(List<EmptyTable> tables) {
        List<EmptyTable> left = new ArrayList<>(tables);
        List<EmptyTable> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            EmptyTable next = left.stream()
                    .filter(table -> !waits(table, left, false))
                    .findFirst()
                    .or(() -> left.stream()
                            .filter(table -> !waits(table, left, true))
                            .findFirst())
                    .orElse(left.get(0));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static boolean waits(EmptyTable table, List<EmptyTable> left, boolean onlyIfRequired) {
        return table.references().stream()
                .filter(reference -> !reference.parent().equals(table.name()))
                .filter(reference -> !onlyIfRequired || isRequired(table, reference))
                .anyMatch(reference ->
                        left.stream().anyMatch(other -> other.name().equals(reference.parent())));
    }

    private static boolean isRequired(EmptyTable table, Reference reference) {
        return table.columns().stream()
                .anyMatch(column -> column.required() && reference.columns().contains(column.number()));
    }

    private Stream<MadeRow> rows(EmptyTable table) {
        List<MadeRow> rows = new ArrayList<>();
        for (RowKind kind : RowKind.values()) {
            if (choice.kinds().contains(kind) && kind != RowKind.LABEL) {
                rows.add(row(table, kind, kind.number()));
            }
        }
        int labels = table.columns().stream()
                .mapToInt(column -> samples.labels(column.type()))
                .max()
                .orElse(0);
        for (int n = RowKind.DUPLICATE.number(); n < Math.min(labels, MOST_LABELS); n++) {
            if (choice.kinds().contains(RowKind.LABEL) && n != RowKind.ODD.number()) {
                rows.add(row(table, RowKind.LABEL, n));
            }
        }
        return rows.stream();
    }

    private MadeRow row(EmptyTable table, RowKind kind, int n) {
        return new MadeRow(
                table.name(),
                attempts(table, kind).stream()
                        .map(attempt -> insert(table, kind, n, attempt))
                        .distinct()
                        .limit(MOST_ATTEMPTS)
                        .toList());
    }

    /**
     * One way to make a row, where the plain one may be refused.
     *
     * @param shift by how much columns of one condition differ from one another, so that the first is less than the
     *     second, or greater
     * @param turn from which of the values that a condition names the first is taken
     * @param leaf how many partitions further
     * @param nulls columns that are NULL
     * @param typical columns that have a typical value in a row of extremes
     */
    private record RowAttempt(int shift, int turn, int leaf, Set<Integer> nulls, Set<Integer> typical) {

        static final RowAttempt PLAIN = new RowAttempt(0, -1, 0, Set.of(), Set.of());
    }

    private List<RowAttempt> attempts(EmptyTable table, RowKind kind) {
        List<RowAttempt> all = new ArrayList<>(List.of(RowAttempt.PLAIN));
        Set<Integer> together = table.checkedTogether();
        if (kind.isExtreme()) {
            Set<Integer> texts = numbers(table, column -> samples.isText(samples.base(column.type())));
            Set<Integer> others = numbers(table, column -> !texts.contains(column.number()));
            all.add(new RowAttempt(0, 0, 0, Set.of(), others));
            all.add(new RowAttempt(0, 0, 0, Set.of(), texts));
        }
        Set<Integer> optional = numbers(table, column -> !column.required() && together.contains(column.number()));
        for (int turn = 0; !together.isEmpty() && turn < 3; turn++) {
            all.add(new RowAttempt(1, turn, 0, Set.of(), together));
            all.add(new RowAttempt(-1, turn, 0, Set.of(), together));
            all.add(new RowAttempt(1, turn, 0, optional, together));
            for (int one : optional) {
                all.add(new RowAttempt(1, turn, 0, without(optional, one), together));
                all.add(new RowAttempt(1, turn, 0, Set.of(one), together));
            }
        }
        for (int leaf = 1; leaf < Math.min(table.leaves().size(), 4); leaf++) {
            all.add(new RowAttempt(0, 0, leaf, Set.of(), Set.of()));
        }
        // What this server was built without, as XML, is no reason to have no row.
        all.add(new RowAttempt(
                1,
                0,
                0,
                numbers(table, column -> !column.required() && !together.contains(column.number())),
                together));
        return all;
    }

    private static Set<Integer> without(Set<Integer> numbers, int one) {
        return numbers.stream().filter(number -> number != one).collect(Collectors.toSet());
    }

    private static Set<Integer> numbers(EmptyTable table, Predicate<EmptyColumn> which) {
        return table.columns().stream().filter(which).map(EmptyColumn::number).collect(Collectors.toSet());
    }

    private String insert(EmptyTable table, RowKind kind, int n, RowAttempt attempt) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (EmptyColumn column : table.columns()) {
            String value = column.generated() ? null : value(table, column, kind, n, attempt);
            if (value != null) {
                names.add(column.name());
                values.add(value);
            }
        }
        return names.isEmpty()
                ? "INSERT INTO " + table.name() + " DEFAULT VALUES"
                : "INSERT INTO " + table.name() + " (" + String.join(", ", names) + ")"
                        + (choice.farKeys() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES (" + String.join(", ", values)
                        + ")";
    }

    /** The value as an expression; null where the column is left to its default. */
    private @Nullable String value(EmptyTable table, EmptyColumn column, RowKind kind, int n, RowAttempt attempt) {
        if (column.counted()) {
            return choice.farKeys() ? new ColumnValue(samples, table, column).of(RowKind.TYPICAL, n, -1) : null;
        }
        boolean isTypical = attempt.typical().contains(column.number()) || choice.spares(table, column, kind);
        boolean isNull = kind == RowKind.NULLS && !column.required() && !isTypical;
        if (isNull || attempt.nulls().contains(column.number())) {
            return "NULL";
        }
        String bound = bound(table, column, n + attempt.leaf());
        if (bound != null) {
            return bound;
        }
        Optional<Reference> reference = table.references().stream()
                .filter(key -> key.columns().contains(column.number()))
                .findFirst();
        if (reference.isPresent()) {
            return key(
                    table,
                    column,
                    reference.get(),
                    kind == RowKind.DUPLICATE ? nOfDuplicate(table, reference.get(), n) : n);
        }
        boolean isAgain = kind == RowKind.DUPLICATE && !table.isUnique(column) && !choice.spares(table, column, kind);
        boolean isFirst = kind == RowKind.TYPICAL || isAgain;
        if (isFirst && column.hasConstant() && !table.isUnique(column) && attempt.equals(RowAttempt.PLAIN)) {
            return null;
        }
        int shifted = (isAgain ? 0 : n) + shift(table, column, attempt);
        return new ColumnValue(samples, table, column).of(isTypical ? RowKind.TYPICAL : kind, shifted, attempt.turn());
    }

    private static int nOfDuplicate(EmptyTable table, Reference reference, int n) {
        boolean isUnique = table.unique().stream()
                .anyMatch(key -> reference.columns().stream().anyMatch(key::contains));
        return isUnique ? n : 0;
    }

    private static int shift(EmptyTable table, EmptyColumn column, RowAttempt attempt) {
        if (attempt.shift() == 0 || !table.checkedTogether().contains(column.number())) {
            return 0;
        }
        return attempt.shift() > 0
                ? column.number()
                : table.columns().get(table.columns().size() - 1).number() - column.number();
    }

    private static @Nullable String bound(EmptyTable table, EmptyColumn column, int n) {
        if (table.leaves().isEmpty()) {
            return null;
        }
        Map<String, String> leaf = table.leaves().get(n % table.leaves().size());
        return leaf.get(column.name());
    }

    /** The key of one of the parent's rows. */
    private String key(EmptyTable table, EmptyColumn column, Reference reference, int n) {
        int place = reference.columns().indexOf(column.number());
        String keys = String.join(", ", reference.keys());
        String row = "(SELECT " + reference.keys().get(place) + " FROM " + reference.parent() + " ORDER BY " + keys
                + " LIMIT 1 OFFSET (SELECT " + n + " % greatest(count(*), 1) FROM " + reference.parent() + "))";
        // The first row of a table that refers to itself can only refer to itself.
        return column.required() && reference.parent().equals(table.name())
                ? "coalesce(" + row + ", " + new ColumnValue(samples, table, column).of(RowKind.TYPICAL, n, 0) + ")"
                : row;
    }
}
