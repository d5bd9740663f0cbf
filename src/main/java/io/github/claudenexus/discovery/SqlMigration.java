package io.github.claudenexus.discovery;

import java.util.Optional;

/**
 * A migration written in SQL.
 *
 * @param id its number and name
 * @param checksum of the up file, independent of line ends
 * @param up the up file
 * @param down the down file, if there is one
 */
public record SqlMigration(MigrationId id, Checksum checksum, SqlScript up, Optional<SqlScript> down)
        implements DiscoveredMigration {

    @Override
    public String origin() {
        return up.file();
    }

    @Override
    public String kind() {
        return "sql";
    }

    @Override
    public boolean transactional() {
        return up.transactional();
    }

    @Override
    public boolean reversible() {
        return down.isPresent();
    }

    @Override
    public String irreversibleReason() {
        return up.irreversible();
    }
}
