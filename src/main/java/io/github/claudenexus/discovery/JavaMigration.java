package io.github.claudenexus.discovery;

import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.sql.Declarations;
import java.util.function.Supplier;

/**
 * A migration written in Java.
 *
 * @param id its version and name
 * @param checksum of the class and its nested classes, without debug information
 * @param origin the class's name
 * @param instances makes a new instance for each try
 * @param online whether it overrides {@link Migration#online}
 * @param reversible whether it overrides {@link Migration#down}
 * @param declared what its author declares about it; a reason for having no down only where it has none
 */
public record JavaMigration(
        MigrationId id,
        Checksum checksum,
        String origin,
        Supplier<Migration> instances,
        boolean online,
        boolean reversible,
        Declarations declared)
        implements DiscoveredMigration {

    @Override
    public String kind() {
        return "java";
    }

    @Override
    public boolean transactional() {
        return true;
    }

    @Override
    public boolean atOnce() {
        return !online;
    }

    @Override
    public boolean safeToRepeat() {
        return instances.get().safeToRepeat();
    }
}
