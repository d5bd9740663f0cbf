package io.github.claudenexus.rows;

import io.github.claudenexus.rows.EmptyTable.Check;
import io.github.claudenexus.rows.EmptyTable.EmptyColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value of one column as an expression. Where a condition is on it alone, the server takes the first that passes. */
final class ColumnValue {

    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.])(\\d+(?:\\.\\d+)?)");
    private static final Pattern PATTERN = Pattern.compile("[%\\\\^$\\[{]");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    // Formats that conditions on a text ask for.
    private static final List<String> FORMATS = List.of(
            "sample",
            "SAMPLE",
            "sample-1",
            "sample_1",
            "Sample",
            "a@example.com",
            "https://example.com/",
            "/sample",
            "1",
            "+15550100",
            "2024-02-29",
            "12:34",
            "A1",
            "#a1b2c3",
            "192.0.2.1",
            "0b7c6d5e-4f3a-4b2c-8d1e-000000000001",
            "{}",
            "true");

    private final Samples samples;
    private final EmptyTable table;
    private final EmptyColumn column;

    ColumnValue(Samples samples, EmptyTable table, EmptyColumn column) {
        this.samples = samples;
        this.table = table;
        this.column = column;
    }

    /**
     * A value.
     *
     * @param n typical values differ by it
     * @param turn from which of the values that conditions name the first is taken
     */
    String of(RowKind kind, int n, int turn) {
        List<String> alone = table.checks().stream()
                .filter(check -> check.isOfOne(column))
                .map(Check::expression)
                .toList();
        List<String> ofDomain = samples.checks(column.type());
        List<String> together = table.checks().stream()
                .filter(check -> check.columns().size() > 1 && check.columns().contains(column.number()))
                .map(Check::expression)
                .toList();
        String plain = samples.value(column.type(), column.modifier(), kind, n)
                .map(ColumnValue::literal)
                .orElse("NULL");
        if (turn >= 0 && kind == RowKind.TYPICAL) {
            List<String> named = named(together, 0);
            if (!named.isEmpty()) {
                return literal(named.get(turn % named.size()));
            }
        }
        if (alone.isEmpty() && ofDomain.isEmpty()) {
            return plain;
        }
        Set<String> candidates = candidates(
                kind, n, Stream.concat(alone.stream(), ofDomain.stream()).toList());
        return candidates.isEmpty()
                ? plain
                : "coalesce(" + firstThatPasses(candidates, ofDomain, alone) + ", " + plain + ")";
    }

    private Set<String> candidates(RowKind kind, int n, List<String> conditions) {
        Set<String> all = new LinkedHashSet<>();
        samples.value(column.type(), column.modifier(), kind, n).ifPresent(all::add);
        all.addAll(named(conditions, n));
        for (int other = 0; other < 4; other++) {
            samples.value(column.type(), column.modifier(), RowKind.TYPICAL, n + other)
                    .ifPresent(all::add);
        }
        for (RowKind extreme : List.of(RowKind.ODD, RowKind.LEAST, RowKind.GREATEST)) {
            samples.value(column.type(), column.modifier(), extreme, n).ifPresent(all::add);
        }
        if (isJson()) {
            all.addAll(List.of("{}", "[1, 2]", "\"a\"", "1"));
        }
        return all;
    }

    /** Values that conditions name, and those next to them, as far as they are of the column's type. */
    private List<String> named(List<String> conditions, int n) {
        Set<String> named = new LinkedHashSet<>();
        Set<String> near = new LinkedHashSet<>();
        for (String condition : conditions) {
            Matcher literals = LITERAL.matcher(condition);
            while (literals.find()) {
                String literal = literals.group(1) == null
                        ? literals.group(2)
                        : literals.group(1).replace("''", "'");
                if (isNumber()) {
                    Values.decimal(literal).ifPresent(number -> {
                        named.add(number.toPlainString());
                        near.add(number.add(BigDecimal.ONE).toPlainString());
                        near.add(number.subtract(BigDecimal.ONE).toPlainString());
                    });
                } else if (isText()) {
                    named.add(literal);
                    Matcher lengths = LENGTH.matcher(literal);
                    while (lengths.find()) {
                        int length = Integer.parseInt(lengths.group());
                        Stream.of("A", "a", "1")
                                .map(letter -> letter.repeat(length))
                                .forEach(near::add);
                    }
                } else if (samples.base(column.type()).labels().contains(literal) || isDay(literal)) {
                    named.add(literal);
                }
            }
        }
        List<String> patterns = named.stream()
                .filter(literal -> isText() && PATTERN.matcher(literal).find())
                .toList();
        named.removeAll(patterns);
        List<String> turned = new ArrayList<>(named);
        Collections.rotate(turned, -n);
        turned.addAll(near);
        turned.addAll(isText() ? FORMATS : List.of());
        turned.addAll(patterns);
        return turned;
    }

    private boolean isText() {
        return samples.isText(samples.base(column.type()));
    }

    private boolean isJson() {
        ColumnType base = samples.base(column.type());
        return base.is("json") || base.is("jsonb");
    }

    private boolean isNumber() {
        return List.of("int2", "int4", "int8", "numeric", "float4", "float8")
                .contains(samples.base(column.type()).kind());
    }

    private boolean isDay(String literal) {
        return List.of("date", "timestamp", "timestamptz")
                        .contains(samples.base(column.type()).kind())
                && literal.matches("\\d{4}-\\d\\d-\\d\\d.*");
    }

    private String firstThatPasses(Set<String> candidates, List<String> ofDomain, List<String> alone) {
        String base = samples.base(column.type()).name();
        List<String> rows = new ArrayList<>();
        for (String candidate : candidates) {
            rows.add("(" + rows.size() + ", " + literal(candidate) + "::" + base + ")");
        }
        // OFFSET keeps the cast from being tried on what the domain does not take.
        return "(SELECT " + column.name() + " FROM (SELECT place, value::" + samples.name(column.type()) + " AS "
                + column.name() + " FROM (VALUES " + String.join(", ", rows) + ") AS v (place, value)"
                + where(ofDomain) + " OFFSET 0) AS w" + where(alone) + " ORDER BY place LIMIT 1)";
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream()
                        .map(condition -> "(" + condition + ") IS NOT FALSE")
                        .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
