package io.github.claudenexus.report;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A code that a finding may have, explained: a verdict's code each, seeds, and locks.
 *
 * @param code the code
 * @param meaning what it means
 * @param remedy what to do
 * @param stops whether it keeps a release from passing by default
 */
record CheckRule(String code, String meaning, String remedy, boolean stops) {

    /** All there are. */
    static final List<CheckRule> ALL = Stream.concat(
                    Arrays.stream(Verdict.values())
                            .filter(verdict -> verdict != Verdict.REVERSIBLE)
                            .map(CheckRule::of),
                    Stream.of(
                            new CheckRule(
                                    FailureCode.BAD_SEED.code(),
                                    "The seed rows could not be written.",
                                    "Fix the seed file, which must fit the schema after its migration.",
                                    true),
                            new CheckRule(
                                    Gate.LOCKS,
                                    "A lock blocks others, and there is a safer way.",
                                    "Take the safer way that the result names.",
                                    false)))
            .toList();

    /** Of a verdict. */
    static CheckRule of(Verdict verdict) {
        return new CheckRule(verdict.code(), meaning(verdict), remedy(verdict), Gate.DEFAULT.contains(verdict.code()));
    }

    /** The one of this code; a sequence is reported and never judged, and has none. */
    static Optional<CheckRule> named(String code) {
        return ALL.stream().filter(rule -> rule.code.equals(code)).findFirst();
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case UP_FAILED -> "Up failed.";
            case VERIFY_FAILED -> "The migration's own verify failed.";
            case DOWN_FAILED -> "Down failed.";
            case LOSES_DATA -> "Down did not bring back rows or values that were there.";
            case LEAVES_TRACE -> "After down the catalog or the data is not as before.";
            case NOT_RESUMABLE ->
                "Interrupted outside of a transaction and run again, up fails or ends in another state.";
            case FAILS_ON_ROWS -> "Up fails as soon as a table has a row.";
            case NOT_IDEMPOTENT -> "Run a second time, up fails or changes something.";
            case NO_DOWN -> "There is no down.";
            case FAILS_ON_SOME_ROWS -> "Up fails where a table has rows with certain values.";
            case IRREVERSIBLE -> "There is no down, and a reason is given.";
            case COLUMN_ORDER_ONLY ->
                "After down nothing differs but the order of columns, or the name that PostgreSQL 18 gave to a NOT NULL.";
            case REVERSIBLE -> "Nothing was found.";
        };
    }

    private static String remedy(Verdict verdict) {
        return switch (verdict) {
            case UP_FAILED -> "Correct the statement that is named.";
            case VERIFY_FAILED -> "Correct up, or the check.";
            case DOWN_FAILED -> "Have down undo what up does.";
            case LOSES_DATA -> "Keep the rows or values in up and bring them back in down, or declare it irreversible.";
            case LEAVES_TRACE -> "Have down take away what up made and bring back what up changed.";
            case IRREVERSIBLE -> "Agree on it, and allow it by its version in nexus.allowIrreversible.";
            case NOT_RESUMABLE -> "Guard the statement by IF NOT EXISTS and its like, so that it can be run again.";
            case FAILS_ON_ROWS ->
                "Say in up what becomes of the rows that are there: a default, or values written first.";
            case NOT_IDEMPOTENT -> "Guard the statement by IF NOT EXISTS and its like where it can stop half way.";
            case NO_DOWN -> "Write one, or agree on a way back.";
            case FAILS_ON_SOME_ROWS -> "Look for such rows on the target, and correct them before or in up.";
            case COLUMN_ORDER_ONLY -> "Leave it, unless code relies on the order of columns.";
            case REVERSIBLE -> "There is nothing to do.";
        };
    }

    /** The topic of {@code nexus:help} that says more. */
    String topic() {
        return code.equals(FailureCode.BAD_SEED.code()) ? code : FailureCode.VERDICT.code();
    }

    /** Meaning and remedy. */
    String explanation() {
        return meaning + " " + remedy;
    }
}
