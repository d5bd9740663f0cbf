package io.github.claudenexus.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of Flyway's files, and what to call such a file here. */
final class ForeignNames {

    private static final Pattern VERSIONED = Pattern.compile("([VUB])(\\d{1,18})__(.+)\\.sql");
    private static final Pattern OTHER_VERSION = Pattern.compile("[VUB][\\d._]+__.+\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__.+\\.sql");

    private ForeignNames() {}

    /** What to do with a file of this name; empty when it is not one of Flyway's. */
    static Optional<String> advice(String fileName) {
        Matcher versioned = VERSIONED.matcher(fileName);
        if (versioned.matches()) {
            String name = versioned.group(3).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            String down = versioned.group(1).equals("U") ? ".down" : "";
            MigrationId id = new MigrationId(Version.of(versioned.group(2)), name.replaceAll("^-|-$", ""));
            return Optional.of("Name it " + id + down + ".sql; files of Flyway are not read under their own names.");
        }
        if (REPEATABLE.matcher(fileName).matches()) {
            return Optional.of(
                    "There are no repeatable migrations in this version: write a numbered one for each change.");
        }
        return OTHER_VERSION.matcher(fileName).matches()
                ? Optional.of("Give it a whole number of 18 digits at most: " + Naming.FILE_RULE)
                : Optional.empty();
    }
}
