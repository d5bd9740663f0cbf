package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.RollbackRequest.RehearsedDown;
import io.github.claudenexus.sql.Declarations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether migrations may be undone on a database. */
final class Undo {

    private static final String PROVE =
            "prove it as it is now: run nexus:rollback-check -Dnexus.judge=all, and name its"
                    + " rollback-check.json in nexus.requireEvidence.";

    private Undo() {}

    /** Why these may not be undone, in this order; empty when they may. */
    static Optional<Failure> refusal(List<MigrationEntry> steps, RollbackRequest request) {
        for (int index = 0; index < steps.size(); index++) {
            MigrationEntry entry = steps.get(index);
            Optional<Failure> refusal = refusal(entry, request);
            if (refusal.isPresent()) {
                int later = index;
                return refusal.map(failure -> nearer(failure, later));
            }
        }
        return losses(steps, request);
    }

    /** The same with what can be undone instead. */
    private static Failure nearer(Failure failure, int later) {
        return later == 0
                ? failure
                : Failure.of(
                        failure.code(),
                        failure.message(),
                        failure.hint() + " What was applied after it can be undone with -Dnexus.count=" + later + ".");
    }

    private static Optional<Failure> refusal(MigrationEntry entry, RollbackRequest request) {
        HistoryRow row = entry.row().orElseThrow();
        if (entry.migration().isEmpty()) {
            return refused(
                    entry,
                    "it is not on the class path",
                    "Check out the version of the code that has it, and its down.");
        }
        DiscoveredMigration migration = entry.migration().get();
        if (row.application().recordedBy() == HistoryRow.RecordedBy.BASELINE) {
            return refused(
                    entry,
                    "it is a part of the baseline, and was never applied by nexus",
                    "Take the change back by hand, or leave it.");
        }
        if (Plan.isAnother(row, migration)) {
            return refused(
                    entry,
                    "what was applied is " + row.id() + " (" + row.kind() + ")",
                    "Check out the version of the code that has it, and its down.");
        }
        if (!migration.reversible()) {
            String reason = migration.declared().irreversible();
            return refused(
                    entry,
                    "it has no down" + (reason.isEmpty() ? "" : ": " + Declarations.phrase(reason)),
                    "Write a new migration that goes on from here, or restore a backup.");
        }
        if (!row.found().isEmpty()) {
            return refused(
                    entry,
                    "its up found already there what its down would drop: " + String.join(", ", row.found()),
                    "Take the change back by hand, or leave it.");
        }
        return switch (row.phase()) {
            // Whoever corrects a down that failed half way edits it.
            case UNDOING -> unproved(migration, request);
            case STARTED, ONLINE ->
                refused(
                        entry,
                        "it was interrupted and has not ended",
                        "Run nexus:migrate, which goes on with it; then it can be undone.");
            case APPLIED -> changed(entry, migration, row, request).or(() -> unproved(migration, request));
        };
    }

    /** A down that is not known to undo what was applied. */
    private static Optional<Failure> changed(
            MigrationEntry entry, DiscoveredMigration migration, HistoryRow row, RollbackRequest request) {
        boolean changed = Plan.differ(migration.checksum(), row.checksum());
        if (changed && migration instanceof SqlMigration) {
            return refused(
                    entry,
                    "it has been edited since it was applied, and its down may be that of the edited one",
                    "Undo the edit.");
        }
        boolean proved = request.rehearsed(migration.id()).isPresent();
        if (changed && !proved) {
            return refused(
                    entry,
                    "its class is not the one that was applied, so its down may be another one",
                    "Build it as it was, or " + PROVE);
        }
        return entry.downEdited() && !proved
                ? refused(entry, "its down has been edited since it was applied", "Undo the edit, or " + PROVE)
                : Optional.empty();
    }

    private static Optional<Failure> unproved(DiscoveredMigration migration, RollbackRequest request) {
        return request.rehearsed(migration.id())
                .flatMap(RehearsedDown::objection)
                .map(RollbackRequest::uncovered);
    }

    private static Optional<Failure> refused(MigrationEntry entry, String why, String hint) {
        return Optional.of(Failure.of(
                FailureCode.CANNOT_UNDO, entry.id() + " cannot be undone on this database: " + why + ".", hint));
    }

    private static Optional<Failure> losses(List<MigrationEntry> steps, RollbackRequest request) {
        List<String> losses = new ArrayList<>();
        int later = 0;
        for (MigrationEntry entry : steps) {
            List<String> shown =
                    request.rehearsed(entry.id()).map(RehearsedDown::losses).orElse(List.of());
            String declared = entry.migration().orElseThrow().declared().acceptLoss();
            if (!shown.isEmpty()) {
                losses.add(entry.id() + " (its rehearsal lost " + String.join(", ", shown) + ")");
            } else if (!declared.isEmpty()) {
                losses.add(entry.id() + " (it declares so: " + Declarations.phrase(declared) + ")");
            }
            later += losses.isEmpty() ? 1 : 0;
        }
        if (losses.isEmpty() || request.allowDataLoss()) {
            return Optional.empty();
        }
        Failure failure = Failure.of(
                FailureCode.DATA_LOSS,
                "Data would be lost by undoing " + String.join(", ", losses) + ".",
                "Make a backup; if the loss is meant, give -Dnexus.allowDataLoss=true.");
        return Optional.of(nearer(failure, later));
    }
}
