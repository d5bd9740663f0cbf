package io.github.claudenexus.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How migrations are named, as classes and as files, and how their seeds are. */
public final class Naming {

    private static final String VERSION_RULE =
            " The version is a whole number of " + Version.MOST_DIGITS + " digits at most, or a timestamp.";
    public static final String CLASS_RULE =
            "Name it M<version>_<CamelCaseName>, such as M003_AddSubtaskTracking." + VERSION_RULE;
    public static final String FILE_RULE =
            "Name it <version>-<kebab-case-name>.sql, such as 003-add-subtask-tracking.sql,"
                    + " and its down 003-add-subtask-tracking.down.sql; a repeatable one R-active-users.sql."
                    + VERSION_RULE;

    public static final String SEED_RULE =
            "Name it <version of its migration>-<anything>.sql, such as 003-linked-requests.sql.";

    private static final String NUMBER = "(\\d{1," + Version.MOST_DIGITS + "})";
    private static final Pattern CLASS = Pattern.compile("M" + NUMBER + "_([A-Z][A-Za-z0-9]*)");
    private static final String NAME = "([a-z0-9]+(?:-[a-z0-9]+)*+)";
    private static final Pattern FILE =
            Pattern.compile(NUMBER + "-" + NAME + "(" + Pattern.quote(".down") + ")?\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R-" + NAME + "\\.sql");
    private static final Pattern SEED = Pattern.compile("(\\d[\\d._]*)-.+\\.sql");
    private static final Pattern CLAIM = Pattern.compile("M\\d+_.*");
    private static final Pattern BEGINNING = Pattern.compile("M?(\\d[\\d.]*)[-_].*");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])");

    private Naming() {}

    /** Whether a class of this simple name has to be a migration. */
    public static boolean claims(String simpleName) {
        return CLAIM.matcher(simpleName).matches();
    }

    /** The migration that a class of this simple name is. */
    public static Optional<MigrationId> ofClass(String simpleName) {
        Matcher matcher = CLASS.matcher(simpleName);
        return matcher.matches() ? Optional.of(id(matcher.group(1), kebab(matcher.group(2)))) : Optional.empty();
    }

    /** The migration that a file of this name belongs to. */
    public static Optional<SqlName> ofFile(String fileName) {
        if (fileName.startsWith("R-")) {
            Matcher repeatable = REPEATABLE.matcher(fileName);
            return repeatable.matches()
                    ? Optional.of(new SqlName(MigrationId.repeatable(repeatable.group(1)), false))
                    : Optional.empty();
        }
        Matcher matcher = FILE.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new SqlName(id(matcher.group(1), matcher.group(2)), matcher.group(3) != null))
                : Optional.empty();
    }

    /** The version of the migration that a seed of this name belongs to. */
    public static Optional<Version> ofSeed(String fileName) {
        Matcher matcher = SEED.matcher(fileName);
        return matcher.matches() && Version.flaw(matcher.group(1)).isEmpty()
                ? Optional.of(Version.of(matcher.group(1)))
                : Optional.empty();
    }

    /** What is wrong with the name of a class or file that should be a migration's, as the end of a sentence. */
    public static String flaw(String name) {
        Matcher matcher = BEGINNING.matcher(name);
        return Optional.of(matcher)
                .filter(Matcher::matches)
                .flatMap(beginning -> Version.flaw(beginning.group(1)))
                .orElse("is not named as a migration is");
    }

    /** Whether a class is not nested. */
    public static boolean isTopLevel(String className) {
        return simpleName(className).indexOf('$') < 0;
    }

    public static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    public static String packageName(String className) {
        return className.substring(0, Math.max(className.lastIndexOf('.'), 0));
    }

    public static String fileName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    public static String folder(String file) {
        return file.substring(0, Math.max(file.lastIndexOf('/'), 0));
    }

    private static MigrationId id(String version, String name) {
        return new MigrationId(Version.of(version), name);
    }

    private static String kebab(String camelCase) {
        return HUMP.matcher(camelCase).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /**
     * What a file's name says.
     *
     * @param id the migration
     * @param down whether this is its down
     */
    public record SqlName(MigrationId id, boolean down) {}
}
