package io.github.claudenexus.layout;

/**
 * A migration's version and name, as 003-add-subtask-tracking. What has the same version is in the same place of the
 * order, whatever its name; but repeatable migrations, as R-active-users, follow one another by their names.
 *
 * @param version its version
 * @param name its name in kebab case, without the version
 */
public record MigrationId(Version version, String name) implements Comparable<MigrationId> {

    /** The name of a description of another tool: its words joined by hyphens. */
    public static String name(String description) {
        String name = description.strip().replaceAll("[\\s_]+", "-");
        return name.isEmpty() ? "unnamed" : name;
    }

    /** That of a repeatable migration. */
    public static MigrationId repeatable(String name) {
        return new MigrationId(Version.REPEATABLE, name);
    }

    /** Whether it is that of a repeatable migration. */
    public boolean isRepeatable() {
        return version.isRepeatable();
    }

    @Override
    public int compareTo(MigrationId other) {
        int order = version.compareTo(other.version);
        return order == 0 && isRepeatable() ? name.compareTo(other.name) : order;
    }

    // What a record has of its own is linked at run time, which the many runs with nothing to do would pay for.
    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationId id && version.equals(id.version) && name.equals(id.name);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + name.hashCode();
    }

    /** Version and name, as every message names the migration. */
    @Override
    public String toString() {
        return version + "-" + name;
    }
}
