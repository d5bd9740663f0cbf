package io.github.claudenexus.runner;

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
 * @param manualSteps what an operator must do by hand
 */
public record MigrationResult(
        MigrationEntry entry, Optional<Long> ranFor, Map<String, Long> rows, List<String> manualSteps) {

    /** Copies the collections. */
    public MigrationResult {
        rows = new TreeMap<>(rows);
        manualSteps = List.copyOf(manualSteps);
    }

    /** With the manual steps that the migration declares. */
    static MigrationResult of(MigrationEntry entry, Optional<Long> ranFor, Map<String, Long> rows) {
        return new MigrationResult(
                entry,
                ranFor,
                rows,
                entry.migration()
                        .map(migration -> migration.declared().manualSteps())
                        .orElse(List.of()));
    }

    /** Its state now. */
    public MigrationState state() {
        return entry.state();
    }
}
