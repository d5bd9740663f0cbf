package io.github.claudenexus.rows;

import io.github.claudenexus.rows.TableRows.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column to whose numbers up gave another unit, as cents for euros: all of them times the same quotient. */
final class Scale {

    private Scale() {}

    /** The rows with what seeds wrote there in the unit from before up; as they are where up changed no unit. */
    static RowStates inUnitOfBefore(RowStates rows, int place) {
        List<String> before = values(rows.before(), place);
        List<String> after = values(rows.after(), place);
        BigDecimal old = sum(before);
        BigDecimal now = sum(after);
        boolean isOther = !Bag.of(before).equals(Bag.of(after));
        // One number alone is any quotient of another.
        boolean hasSeveral = decimals(before)
                        .filter(number -> number.signum() != 0)
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
        if (!isOther || !hasSeveral || old.signum() == 0 || now.signum() == 0) {
            return rows;
        }
        boolean isScaled = Bag.of(times(before, now)).equals(Bag.of(times(after, old)));
        boolean isExact = Stream.concat(rows.after().stream(), rows.seeded().stream())
                .map(row -> row.at(place))
                .filter(Objects::nonNull)
                .flatMap(value -> Values.decimal(value).stream())
                .allMatch(number -> quotient(number.multiply(old), now).isPresent());
        if (!isScaled || !isExact) {
            return rows;
        }
        UnaryOperator<String> inOldUnit = value -> Values.decimal(value)
                .flatMap(number -> quotient(number.multiply(old), now))
                .map(number -> Values.number(number.toPlainString()))
                .orElse(value);
        return new RowStates(
                with(rows.before(), place, Values::number),
                with(rows.after(), place, inOldUnit),
                with(rows.seeded(), place, inOldUnit),
                with(rows.undone(), place, Values::number));
    }

    private static List<String> values(List<Row> rows, int place) {
        return rows.stream()
                .map(row -> row.at(place))
                .filter(Objects::nonNull)
                .map(Values::number)
                .toList();
    }

    private static Stream<BigDecimal> decimals(List<String> values) {
        return values.stream().flatMap(value -> Values.decimal(value).stream());
    }

    private static BigDecimal sum(List<String> values) {
        return decimals(values).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> times(List<String> values, BigDecimal factor) {
        return values.stream()
                .map(value -> Values.decimal(value)
                        .map(number -> Values.number(number.multiply(factor).toPlainString()))
                        .orElse(value))
                .toList();
    }

    private static Optional<BigDecimal> quotient(BigDecimal number, BigDecimal divisor) {
        try {
            return Optional.of(number.divide(divisor));
        } catch (ArithmeticException endless) {
            return Optional.empty();
        }
    }

    private static List<Row> with(List<Row> rows, int place, UnaryOperator<String> other) {
        List<Row> changed = new ArrayList<>();
        for (Row row : rows) {
            @Nullable String[] values = row.values().toArray(new String[0]);
            String value = values[place];
            values[place] = value == null ? null : other.apply(value);
            changed.add(Row.of(values));
        }
        return changed;
    }
}
