package io.github.claudenexus.history;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import java.util.Optional;

/**
 * One migration as the class path and the history together see it; at least one of them knows it.
 *
 * @param id its number and name, from the class path where it is there
 * @param state what follows from both
 * @param migration the migration on the class path
 * @param row its history row
 */
public record MigrationEntry(
        MigrationId id, MigrationState state, Optional<DiscoveredMigration> migration, Optional<HistoryRow> row) {}
