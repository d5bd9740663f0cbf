package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.OtherHistory.OtherApplication;

/**
 * A migration that is there without having been run here, to be recorded.
 *
 * @param migration the migration
 * @param application when and by whom it was applied; where that is not known, now and by the run
 */
public record Recording(DiscoveredMigration migration, OtherApplication application) {

    /** Of a migration of which nothing else is known. */
    static Recording of(DiscoveredMigration migration) {
        return new Recording(migration, OtherApplication.UNKNOWN);
    }

    /** Of one that another tool's history has. */
    static Recording of(MigrationEntry entry) {
        return new Recording(
                entry.migration().orElseThrow(), entry.elsewhere().orElseThrow().application());
    }
}
