package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import java.util.Optional;

/** Whether a migration may be undone on a database. */
final class Undo {

    private Undo() {}

    /** Why it may not; empty when it may. */
    static Optional<Failure> refusal(MigrationEntry entry) {
        HistoryRow row = entry.row().orElseThrow();
        if (entry.migration().isEmpty()) {
            return refused(entry, "it is not on the class path", "Bring the migration back.");
        }
        DiscoveredMigration migration = entry.migration().get();
        if (!migration.reversible()) {
            return refused(
                    entry,
                    "it has no down: " + migration.declared().irreversible(),
                    "Write a new migration that goes on from here, or restore a backup.");
        }
        if (!row.found().isEmpty()) {
            return refused(
                    entry,
                    "its up found already there what its down would drop: " + String.join(", ", row.found()),
                    "Take the change back by hand, or leave it.");
        }
        return Optional.empty();
    }

    private static Optional<Failure> refused(MigrationEntry entry, String why, String hint) {
        return Optional.of(Failure.of(
                FailureCode.CANNOT_UNDO, entry.id() + " cannot be undone on this database: " + why + ".", hint));
    }
}
