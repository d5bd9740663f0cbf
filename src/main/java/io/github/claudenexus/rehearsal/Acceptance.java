package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.session.RunListener;
import java.util.List;

/**
 * What a migration declares to be accepted, and a warning where there is nothing to accept.
 *
 * @param listener to whom it is said
 */
record Acceptance(DiscoveredMigration migration, RunListener listener) {

    /** Its locks, accepted where it says so. */
    List<LockNote> of(List<LockNote> notes, TargetState target) {
        String reason = migration.declared().acceptLock();
        if (reason.isEmpty()) {
            return notes;
        }
        boolean sized = target.database().isPresent();
        if (sized && notes.stream().allMatch(note -> note.severity() == LockNote.Severity.INFO)) {
            listener.warns(
                    migration.id() + " declares accept-lock, and no lock of it is flagged with the tables as large"
                            + " as they are on this target.");
        }
        return notes.stream().map(note -> note.accepted(reason)).toList();
    }

    /** What its down lost. */
    void of(List<Loss> losses) {
        if (losses.isEmpty() && !migration.declared().acceptLoss().isEmpty()) {
            listener.warns(migration.id() + " declares accept-loss, and no loss was found: write a seed whose rows its"
                    + " down loses, or remove the declaration.");
        }
    }
}
