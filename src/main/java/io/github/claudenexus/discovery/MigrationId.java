package io.github.claudenexus.discovery;

import java.util.Locale;

/**
 * A migration's number and name, as 003-add-subtask-tracking.
 *
 * @param number its number
 * @param name its name in kebab case, without the number
 */
public record MigrationId(int number, String name) implements Comparable<MigrationId> {

    /** The number as written: at least three digits. */
    public String digits() {
        return String.format(Locale.ROOT, "%03d", number);
    }

    @Override
    public int compareTo(MigrationId other) {
        return Integer.compare(number, other.number);
    }

    /** Number and name, as every message names the migration. */
    @Override
    public String toString() {
        return digits() + "-" + name;
    }
}
