package io.github.claudenexus.discovery;

import io.github.claudenexus.migration.Migration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A migration written in Java.
 *
 * @param id its number and name
 * @param checksum of the class and its nested classes, without debug information
 * @param origin the class's name
 * @param instances makes a new instance for each try
 * @param online whether it overrides {@link Migration#online}
 * @param reversible whether it overrides {@link Migration#down}
 * @param irreversibleReason why not; empty when it does
 * @param manualSteps what an operator must do by hand
 */
public record JavaMigration(
        MigrationId id,
        Checksum checksum,
        String origin,
        Supplier<Migration> instances,
        boolean online,
        boolean reversible,
        String irreversibleReason,
        List<String> manualSteps)
        implements DiscoveredMigration {

    @Override
    public String kind() {
        return "java";
    }

    @Override
    public boolean transactional() {
        return true;
    }
}
