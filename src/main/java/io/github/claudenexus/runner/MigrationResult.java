package io.github.claudenexus.runner;

import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.MigrationState;
import java.util.List;
import java.util.Optional;

/**
 * One migration at the end of a run.
 *
 * @param entry the migration and its history row, as they stand now
 * @param ranFor how long this run worked on it, in milliseconds; empty when it did not
 * @param manualSteps what an operator must do by hand
 */
public record MigrationResult(MigrationEntry entry, Optional<Long> ranFor, List<String> manualSteps) {

    /** Its state now. */
    public MigrationState state() {
        return entry.state();
    }
}
