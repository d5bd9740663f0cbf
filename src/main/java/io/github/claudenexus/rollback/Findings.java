package io.github.claudenexus.rollback;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what the steps of one migration's rehearsal found, and says what it means. */
final class Findings {

    private final DiscoveredMigration migration;
    private final List<DiscoveredMigration> failedBefore;
    private final List<Finding> all = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<SequenceMove> sequences = new ArrayList<>();

    /**
     * For one migration.
     *
     * @param failedBefore earlier migrations that could not be applied
     */
    Findings(DiscoveredMigration migration, List<DiscoveredMigration> failedBefore) {
        this.migration = migration;
        this.failedBefore = failedBefore;
    }

    List<Finding> all() {
        return all;
    }

    List<Loss> losses() {
        return losses;
    }

    List<SequenceMove> sequences() {
        return sequences;
    }

    /** A step's statements failed. */
    void failed(Step step, Failure failure) {
        Verdict code =
                switch (step) {
                    case UP -> failure.code() == FailureCode.VERIFY_FAILED ? Verdict.VERIFY_FAILED : Verdict.UP_FAILED;
                    case AGAIN -> Verdict.NOT_IDEMPOTENT;
                    case SEEDS, DOWN, DATA -> Verdict.DOWN_FAILED;
                    // Where down left a trace, that is the defect, and this is what comes of it.
                    case UP_AGAIN -> has(Verdict.LEAVES_TRACE) ? Verdict.LEAVES_TRACE : Verdict.UP_FAILED;
                };
        String when =
                switch (step) {
                    case AGAIN -> "Run a second time, ";
                    case UP_AGAIN -> "Run again after its down, ";
                    case UP, SEEDS, DOWN, DATA -> "";
                };
        add(code, step, when + failure.message() + at(failure.place()) + follows(step), Mends.of(step, failure));
    }

    private static String at(Failure.Place place) {
        return place.statement()
                .map(sql -> " Statement: " + sql
                        + place.position().map(it -> " (" + it + ")").orElse("") + ".")
                .orElse("");
    }

    private String follows(Step step) {
        return step != Step.UP || failedBefore.isEmpty()
                ? ""
                : failedBefore.stream()
                        .map(earlier -> earlier.id().toString())
                        .collect(Collectors.joining(", ", " It may follow from ", ", which could not be applied."));
    }

    /** There is no down. */
    void irreversible() {
        add(
                Verdict.IRREVERSIBLE,
                Step.DOWN,
                migration.id() + " is declared irreversible: " + migration.irreversibleReason() + ".",
                "Allow it with nexus.allowIrreversible=" + migration.id().digits() + " once a way back is agreed on.");
    }

    /** What differs between before up and after down. */
    void trace(List<Difference> differences) {
        for (Difference difference : differences) {
            boolean order = difference.isColumnOrder();
            add(
                    order ? Verdict.COLUMN_ORDER_ONLY : Verdict.LEAVES_TRACE,
                    Step.DOWN,
                    difference,
                    Sentences.afterDown(difference));
        }
    }

    /** What differs between after up and after up was run a second time. */
    void notIdempotent(List<Difference> differences, List<DataCheck.Change> changes) {
        for (Difference difference : differences) {
            add(Verdict.NOT_IDEMPOTENT, Step.AGAIN, difference, Sentences.afterAgain(difference));
        }
        for (DataCheck.Change change : changes) {
            all.add(new Finding(
                    Verdict.NOT_IDEMPOTENT,
                    Step.AGAIN,
                    "table " + change.table(),
                    "rows",
                    change.before(),
                    change.after(),
                    "Run a second time, up changes the rows of " + change.table() + ": " + change.before() + ", "
                            + change.after() + ".",
                    "Have up change only what is not changed yet: ON CONFLICT DO NOTHING, or a WHERE that leaves out"
                            + " what is done."));
        }
    }

    /** What differs between after up and after up, down and up. */
    void upAgain(List<Difference> differences) {
        if (has(Verdict.LEAVES_TRACE) || has(Verdict.COLUMN_ORDER_ONLY)) {
            return;
        }
        for (Difference difference : differences) {
            boolean order = difference.isColumnOrder();
            add(
                    order ? Verdict.COLUMN_ORDER_ONLY : Verdict.LEAVES_TRACE,
                    Step.UP_AGAIN,
                    difference,
                    Sentences.afterUpAgain(difference));
        }
    }

    /** What down did with the rows. */
    void data(DataCheck.Result result) {
        losses.addAll(result.losses());
        sequences.addAll(result.sequences());
        for (Loss loss : result.losses()) {
            String what = loss.column() == null
                    ? Sentences.rows(loss.rows()) + " of " + loss.table()
                    : "the values of " + loss.table() + "." + loss.column() + " in " + Sentences.rows(loss.rows());
            all.add(new Finding(
                    Verdict.LOSES_DATA,
                    Step.DATA,
                    loss.column() == null ? "table " + loss.table() : "column " + loss.table() + "." + loss.column(),
                    null,
                    loss.rows() + "",
                    "0",
                    "After down " + what + (loss.rows() == 1 && loss.column() == null ? " is" : " are")
                            + " not what they were before.",
                    Mends.ofLoss(loss)));
        }
        for (DataCheck.Change extra : result.extra()) {
            all.add(new Finding(
                    Verdict.LEAVES_TRACE,
                    Step.DATA,
                    "table " + extra.table(),
                    "rows",
                    extra.before(),
                    extra.after(),
                    "After down there are rows in " + extra.table() + " that were not there before: " + extra.after()
                            + ".",
                    "Have down delete the rows that up wrote."));
        }
    }

    private boolean has(Verdict code) {
        return all.stream().anyMatch(finding -> finding.code() == code);
    }

    private void add(Verdict code, Step step, String message, String mend) {
        all.add(new Finding(code, step, migration.id().toString(), null, null, null, message, mend));
    }

    private void add(Verdict code, Step step, Difference difference, String message) {
        all.add(new Finding(
                code,
                step,
                difference.object(),
                difference.property(),
                difference.before(),
                difference.after(),
                message,
                code == Verdict.NOT_IDEMPOTENT ? Mends.OF_REPEATING : Mends.of(difference)));
    }

    /** A value as a sentence names it. */
    static String value(@Nullable String value) {
        return value == null ? "nothing" : "\"" + value + "\"";
    }
}
