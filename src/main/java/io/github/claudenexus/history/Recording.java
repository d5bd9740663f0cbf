package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.OtherHistory.OtherApplication;

/**
 * A migration that is there without having been run here, to be recorded.
 *
 * @param migration the migration
 * @param application when and by whom it was applied; where that is not known, now and by the run
 * @param by why it is there: as a part of the baseline, or as applied by another tool
 */
public record Recording(DiscoveredMigration migration, OtherApplication application, HistoryRow.RecordedBy by) {

    /** Of one of the baseline, of which nothing else is known. */
    static Recording of(DiscoveredMigration migration) {
        return new Recording(migration, OtherApplication.UNKNOWN, HistoryRow.RecordedBy.BASELINE);
    }

    /** Of one that another tool's history has. */
    static Recording of(MigrationEntry entry) {
        Elsewhere elsewhere = entry.elsewhere().orElseThrow();
        return new Recording(entry.migration().orElseThrow(), elsewhere.application(), elsewhere.recordedBy());
    }
}
