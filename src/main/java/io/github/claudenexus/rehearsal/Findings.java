package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.rows.SequenceMove;
import io.github.claudenexus.sql.Declarations;
import java.util.ArrayList;
import java.util.List;

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

    /** Takes back that up failed: it is tried on other rows. */
    void beginAgain() {
        all.clear();
    }

    /** Up fails on some of the generated rows, or on all. */
    void failsOnRows(Finding finding) {
        all.add(finding);
    }

    /** A step's statements failed. */
    void failed(RehearsalStep step, Failure failure) {
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
                    case AGAIN ->
                        migration.id().isRepeatable()
                                ? "A repeatable migration is run again and again. Run a second time"
                                : "Run a second time";
                    case UP_AGAIN -> "Run again after its down";
                    case DOWN -> "In its down";
                    case UP, SEEDS, DATA -> "";
                };
        boolean named = failure.message().startsWith(migration.id().toString());
        String separator = when.isEmpty() ? "" : named ? ", " : ": ";
        String likelyCause = step == RehearsalStep.UP ? LikelyCause.of(failure, failedBefore) : "";
        all.add(new Finding(
                        code,
                        step,
                        migration.id(),
                        when + separator + failure.message() + Finding.statement(failure.place()) + likelyCause,
                        Fixes.of(step, failure, migration))
                .at(failure.place()));
    }

    /** What became of the runs that were interrupted. */
    void notResumable(List<Finding> findings) {
        all.addAll(findings);
    }

    /** There is no down: with a reason, or, where the files of another tool ask for none, without one. */
    void irreversible() {
        if (migration.id().isRepeatable()) {
            return;
        }
        if (migration.declared().irreversible().isEmpty()) {
            add(
                    Verdict.NO_DOWN,
                    RehearsalStep.DOWN,
                    migration.id() + " has no down: once applied, it cannot be undone.",
                    "Write one. Or agree on a way back and, before a database has applied it, declare it:"
                            + " '-- nexus: irreversible=<reason>' on the first line of " + migration.origin() + ".");
            return;
        }
        add(
                Verdict.IRREVERSIBLE,
                RehearsalStep.DOWN,
                migration.id() + " is declared irreversible: "
                        + Declarations.sentence(migration.declared().irreversible()),
                "Allow it with nexus.allowIrreversible=" + migration.id().version() + " once a way back is agreed on.");
    }

    /** What differs between before up and after down. */
    void trace(List<Difference> differences) {
        for (Difference difference : Causes.of(differences)) {
            add(
                    isCosmetic(difference) ? Verdict.COLUMN_ORDER_ONLY : Verdict.LEAVES_TRACE,
                    RehearsalStep.DOWN,
                    difference,
                    FindingText.afterDown(difference));
        }
    }

    private static boolean isCosmetic(Difference difference) {
        return difference.isColumnOrder() || difference.isGeneratedName();
    }

    /** What differs between after up and after up was run a second time. */
    void notIdempotent(List<Difference> differences, RowDifference rows) {
        for (Difference difference : Causes.of(differences)) {
            add(Verdict.NOT_IDEMPOTENT, RehearsalStep.AGAIN, difference, FindingText.afterAgain(difference));
        }
        // What a repeatable one writes it may write again, with other ids or times.
        if (migration.id().isRepeatable()) {
            return;
        }
        for (Loss loss : rows.losses()) {
            all.add(RowFindings.changedAgain(loss));
        }
        for (RowDifference.ExtraRows extra : rows.extra()) {
            all.add(RowFindings.addedAgain(extra));
        }
    }

    /** What differs between after up and after up, down and up. */
    void upAgain(List<Difference> differences) {
        // What down left behind is still there, and needs no second finding; so is what is only cosmetic.
        if (has(Verdict.LEAVES_TRACE)) {
            return;
        }
        boolean known = has(Verdict.COLUMN_ORDER_ONLY);
        for (Difference difference : Causes.of(differences)) {
            boolean cosmetic = isCosmetic(difference);
            if (!cosmetic || !known) {
                add(
                        cosmetic ? Verdict.COLUMN_ORDER_ONLY : Verdict.LEAVES_TRACE,
                        RehearsalStep.UP_AGAIN,
                        difference,
                        FindingText.afterUpAgain(difference));
            }
        }
    }

    /** What down did with the rows. */
    void data(RowDifference result) {
        losses.addAll(result.losses());
        sequences.addAll(result.sequences());
        String accepted = migration.declared().acceptLoss();
        result.losses().stream()
                .map(RowFindings::lost)
                .forEach(loss -> all.add(accepted.isEmpty() ? loss : loss.accepted(accepted)));
        result.extra().forEach(extra -> all.add(RowFindings.leftBehind(extra)));
        result.behind().forEach(behind -> all.add(RowFindings.behind(behind)));
    }

    /** The server refused what the rehearsal itself asked it, because of what the migration made. */
    void incomparable(Exception why) {
        add(
                Verdict.LEAVES_TRACE,
                RehearsalStep.DATA,
                "What " + migration.id() + " leaves could not be compared: " + ServerComplaint.of(why) + ".",
                "Rehearse on the plugin's own PostgreSQL, or as a superuser of the server in nexus.scratchUrl.");
    }

    private boolean has(Verdict code) {
        return all.stream().anyMatch(finding -> finding.code() == code);
    }

    private void add(Verdict code, RehearsalStep step, String message, String fix) {
        all.add(new Finding(code, step, migration.id(), message, fix));
    }

    private void add(Verdict code, RehearsalStep step, Difference difference, String message) {
        String fix =
                switch (step) {
                    case AGAIN -> Fixes.OF_REPEATING;
                    case UP_AGAIN -> isCosmetic(difference) ? Fixes.of(difference) : Fixes.OF_UP_AGAIN;
                    case UP, SEEDS, DOWN, DATA -> Fixes.of(difference);
                };
        all.add(new Finding(code, step, difference.object(), Finding.PropertyChange.of(difference), message, fix));
    }
}
