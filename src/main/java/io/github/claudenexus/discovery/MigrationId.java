package io.github.claudenexus.discovery;

/**
 * A migration's version and name, as 003-add-subtask-tracking. What has the same version is in the same place of the
 * order, whatever its name.
 *
 * @param version its version
 * @param name its name in kebab case, without the version
 */
public record MigrationId(Version version, String name) implements Comparable<MigrationId> {

    @Override
    public int compareTo(MigrationId other) {
        return version.compareTo(other.version);
    }

    /** Version and name, as every message names the migration. */
    @Override
    public String toString() {
        return version + "-" + name;
    }
}
