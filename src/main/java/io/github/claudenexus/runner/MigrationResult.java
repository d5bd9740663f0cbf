package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One migration at the end of a run.
 *
 * @param entry the migration and its history row, as they stand now
 * @param ranFor how long this run worked on it, in milliseconds; empty when it did not
 * @param rows how many rows the statements of this run changed, by INSERT, UPDATE, DELETE, MERGE and COPY
 * @param undoStep its place in the order of a rollback, from 1; 0 where it is not to be undone
 * @param manualSteps what an operator must do by hand
 */
public record MigrationResult(
        MigrationEntry entry, Optional<Long> ranFor, Map<String, Long> rows, int undoStep, List<String> manualSteps) {

    /** Copies the collections. */
    public MigrationResult {
        rows = new TreeMap<>(rows);
        manualSteps = List.copyOf(manualSteps);
    }

    /** With the manual steps that the migration declares. */
    static MigrationResult of(MigrationEntry entry, Optional<Long> ranFor, Map<String, Long> rows, int undoStep) {
        return new MigrationResult(
                entry,
                ranFor,
                rows,
                undoStep,
                entry.migration().map(DiscoveredMigration::manualSteps).orElse(List.of()));
    }

    /** The same in that place of the order. */
    MigrationResult toUndo(int step) {
        return new MigrationResult(entry, ranFor, rows, step, manualSteps);
    }

    /** Whether this run has undone it. */
    public boolean undone() {
        return undoStep > 0 && ranFor.isPresent() && entry.row().isEmpty();
    }

    /** Whether it was there, and was recorded without being run. */
    public boolean isOnlyRecorded() {
        return entry.row().stream().anyMatch(row -> row.application().recordedBy() != HistoryRow.RecordedBy.MIGRATE);
    }

    /** Its state now. */
    public MigrationState state() {
        return entry.state();
    }
}
