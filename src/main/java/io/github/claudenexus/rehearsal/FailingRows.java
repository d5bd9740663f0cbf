package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.ObjectPath;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.rehearsal.TargetState.ColumnStatistics;
import io.github.claudenexus.rows.RowKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a rehearsal says of an up that succeeds on empty tables and fails on rows. */
final class FailingRows {

    // "invalid input syntax for type double precision: …", "invalid input value for enum mood: …"
    private static final Pattern TYPE = Pattern.compile("(?:for type|for enum) ([^:.]+)");

    private FailingRows() {}

    /** The finding; none where the target's statistics say that it has no such row. */
    static Optional<Finding> of(
            MigrationId migration, RowTrials.Diagnosis found, RowTrials<?> trials, TargetState target) {
        Optional<ColumnStatistics> statistics =
                found.column().map(column -> target.measured().columns().get(column.table() + "." + column.column()));
        boolean isHarmless =
                statistics.isPresent() && found.culprits().stream().allMatch(kind -> hasNone(kind, statistics.get()));
        return isHarmless
                ? Optional.empty()
                : Optional.of(finding(migration, found, trials, onTarget(found, statistics)));
    }

    private static boolean hasNone(RowKind kind, ColumnStatistics column) {
        return (kind == RowKind.NULLS && column.nulls() == 0) || (kind == RowKind.DUPLICATE && column.distinct() == -1);
    }

    private static String onTarget(RowTrials.Diagnosis found, Optional<ColumnStatistics> statistics) {
        if (statistics.isEmpty()) {
            return "";
        }
        return found.culprits().contains(RowKind.NULLS)
                ? String.format(
                        Locale.ROOT,
                        ", which by its statistics is NULL in %.1f %% of the target's rows",
                        statistics.get().nulls() * 100)
                : ", in which the target by its statistics has values more than once";
    }

    private static Finding finding(
            MigrationId migration, RowTrials.Diagnosis found, RowTrials<?> trials, String onTarget) {
        Failure failure = found.failure().orElseThrow();
        ObjectPath object = object(found, trials).orElse(ObjectPath.of(migration.toString()));
        String where = object.is("column") || object.is("table") ? " in " + object : "";
        String because = failure.message() + Finding.statement(failure.place());
        return found.every()
                ? new Finding(
                                Verdict.FAILS_ON_ROWS,
                                RehearsalStep.UP,
                                object,
                                Finding.PropertyChange.NONE,
                                "Up succeeds on empty tables and fails as soon as there is a row" + where + ": "
                                        + because,
                                "Give a new column a default, or add it nullable, fill it, and SET NOT NULL after that.")
                        .at(failure.place())
                : new Finding(
                                Verdict.FAILS_ON_SOME_ROWS,
                                RehearsalStep.UP,
                                object,
                                Finding.PropertyChange.NONE,
                                "Up fails on rows with " + values(found) + where + onTarget + ": " + because,
                                "Look for such rows on the target, and have up say what becomes of them.")
                        .at(failure.place());
    }

    /** What the failure is about. That every row fails is about the table. */
    private static Optional<ObjectPath> object(RowTrials.Diagnosis found, RowTrials<?> trials) {
        Failure failure = found.failure().orElseThrow();
        return found.column()
                .map(column -> ObjectPath.column(column.table(), column.column()))
                .or(() -> trials.table(failure).map(table -> trials.column(table, failure)
                        .filter(column -> !found.every())
                        .map(column -> ObjectPath.column(table, column))
                        .orElse(ObjectPath.table(table))));
    }

    /** The values that up fails on, in words. */
    private static String values(RowTrials.Diagnosis found) {
        String state = RowTrials.state(found.failure().orElseThrow());
        if (found.text()) {
            Matcher type = TYPE.matcher(found.failure().orElseThrow().message());
            return type.find() ? "a text that is no " + type.group(1) : "a text of another form than it expects";
        }
        return switch (state) {
            case "22001" -> "a text that is too long";
            case "22003" -> "a number that is too large or too small";
            case "22012" -> "zero";
            case "23503" -> "a value that no row of the other table has";
            default -> found.culprits().stream().map(FailingRows::values).collect(Collectors.joining(", or "));
        };
    }

    private static String values(RowKind kind) {
        return switch (kind) {
            case TYPICAL -> "other values than it expects";
            case SECOND -> "different values in two of them";
            case DUPLICATE -> "the same value twice";
            case NULLS -> "NULL";
            case GREATEST -> "the greatest number, the longest text or infinity";
            case LEAST -> "the least number or an empty text";
            case ODD -> "zero, NaN, or white space around a text";
            case LABEL -> "certain values of an enum";
        };
    }
}
