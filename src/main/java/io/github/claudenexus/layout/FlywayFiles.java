package io.github.claudenexus.layout;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.LayoutMigration.LayoutPart;
import io.github.claudenexus.sql.SourceText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Flyway's files, in the folder and below it: {@code V1_2__add_x.sql}, its undo {@code U1_2__add_x.sql}, the repeatable
 * {@code R__x.sql}, and beside each of them {@code <file>.conf} with settings for it alone.
 */
public final class FlywayFiles implements LayoutReader {

    private static final String SETTINGS = ".conf";
    private static final Pattern NAME = Pattern.compile("([VURB])(.*?)(?:__(.*))?\\.sql");
    private static final Pattern MEANT_AS_VERSION = Pattern.compile("[0-9._]*[0-9][0-9._]*");
    private static final Pattern CLASS = Pattern.compile("(?:[VUB][0-9][0-9_]*|R)__\\w+");

    // Those of every command, whatever the one that runs.
    private static final Pattern CALLBACK =
            Pattern.compile("(?:before|after|createSchema)(?:[A-Z]\\w*?)?(?:__.*)?\\.sql");

    @Override
    public void read(List<LayoutFile> files, LayoutFindings found) {
        Map<String, LayoutFile> byPlace =
                files.stream().collect(Collectors.toMap(LayoutFile::place, Function.identity()));
        DownFiles undos = new DownFiles("undo");
        Map<String, LayoutFile> repeatables = new HashMap<>();
        List<LayoutFile> scripts = files.stream().filter(file -> file.isSql()).toList();
        for (LayoutFile file : scripts) {
            named(file, "U").ifPresent(name -> found.look(() -> undos.add(version(file, name), file)));
        }
        for (LayoutFile file : scripts) {
            Optional<Matcher> version = named(file, "V");
            Optional<Matcher> repeatable = named(file, "R");
            Optional<Matcher> baseline = named(file, "B");
            if (version.isPresent()) {
                found.gather(() -> Optional.of(versioned(file, version.get(), byPlace, undos)));
            } else if (repeatable.isPresent()) {
                found.gather(() -> Optional.of(repeatable(file, repeatable.get(), byPlace, repeatables)));
            } else if (baseline.isPresent()) {
                found.look(() -> baseline(file, version(file, baseline.get()), lowest(scripts), found));
            } else if (CALLBACK.matcher(file.name()).matches()) {
                found.remark(file.origin() + " is a callback of Flyway, which is not run here.");
            } else if (named(file, "U").isEmpty()) {
                found.leavesAlone(file);
            }
        }
        undos.refuseOthers(found);
    }

    /** Whether a class of this simple name is a Java migration of Flyway by its name. */
    public static boolean isClassOfFlyway(String simpleName) {
        return CLASS.matcher(simpleName).matches();
    }

    // Before the separator stands what is meant as a version: one that is none must not be passed over.
    private static Optional<Matcher> named(LayoutFile file, String prefix) {
        Matcher matcher = NAME.matcher(file.name());
        if (!matcher.matches() || !matcher.group(1).equals(prefix)) {
            return Optional.empty();
        }
        boolean fits = prefix.equals("R")
                ? matcher.group(2).isEmpty() && matcher.group(3) != null
                : MEANT_AS_VERSION.matcher(matcher.group(2)).matches();
        return fits ? Optional.of(matcher) : Optional.empty();
    }

    private static Version version(LayoutFile file, Matcher name) {
        return LayoutFindings.version(file, name.group(2).replace('_', '.'));
    }

    private static LayoutMigration versioned(
            LayoutFile file, Matcher name, Map<String, LayoutFile> byPlace, DownFiles undos) {
        Version version = version(file, name);
        Optional<LayoutFile> undo = undos.of(version);
        return new LayoutMigration(
                Optional.of(version), description(name), part(file, byPlace), undo.map(there -> part(there, byPlace)));
    }

    private static LayoutMigration repeatable(
            LayoutFile file, Matcher name, Map<String, LayoutFile> byPlace, Map<String, LayoutFile> known) {
        LayoutFile other = known.putIfAbsent(description(name), file);
        if (other != null) {
            throw LayoutFindings.twice(other, file, "repeatable migration of this name");
        }
        return new LayoutMigration(Optional.empty(), description(name), part(file, byPlace), Optional.empty());
    }

    private static String description(Matcher name) {
        return MigrationId.name(Optional.ofNullable(name.group(3)).orElse(""));
    }

    private static Optional<Version> lowest(List<LayoutFile> scripts) {
        return scripts.stream()
                .flatMap(file -> named(file, "V").stream())
                .map(name -> name.group(2))
                .filter(written -> Version.flaw(written).isEmpty())
                .map(Version::of)
                .min(Comparator.naturalOrder());
    }

    // Flyway runs it in the place of the versions up to its own, which need not be there any more.
    private static void baseline(LayoutFile file, Version version, Optional<Version> lowest, LayoutFindings found) {
        if (lowest.isEmpty() || lowest.get().compareTo(version) > 0) {
            throw file.bad(
                    FailureCode.MISNAMED,
                    "stands for the versions up to " + version + ", and none of them is here",
                    "Name it V" + file.name().substring(1)
                            + ", so that an empty database begins with it; or delete it where a later file has all of"
                            + " it.");
        }
        found.remark(file.origin() + " is a baseline migration of Flyway, which is not run here: the versions that it"
                + " stands for are.");
    }

    private static LayoutPart part(LayoutFile file, Map<String, LayoutFile> byPlace) {
        LayoutFile settings = byPlace.get(file.place() + SETTINGS);
        return settings == null ? LayoutPart.whole(file) : withSettings(file, settings);
    }

    private static LayoutPart withSettings(LayoutFile file, LayoutFile settings) {
        Properties properties = properties(settings.text());
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name).strip();
            boolean obeyed =
                    switch (name) {
                        case "executeInTransaction", "placeholderReplacement" -> value.matches("(?i)true|false");
                        case "encoding" -> value.equalsIgnoreCase("UTF-8");
                        default -> false;
                    };
            if (!obeyed) {
                throw settings.bad(
                        FailureCode.BAD_SQL_FILE,
                        "says " + name + "=" + value + ", which is not obeyed here",
                        "Of the settings of a script, executeInTransaction and placeholderReplacement are obeyed, and"
                                + " files are UTF-8.");
            }
        }
        return new LayoutPart(
                file,
                List.of(),
                Optional.ofNullable(properties.getProperty("executeInTransaction"))
                        .map(value -> Boolean.parseBoolean(value.strip())),
                Boolean.parseBoolean(
                        properties.getProperty("placeholderReplacement", "true").strip()));
    }

    private static Properties properties(SourceText text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text.text()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties;
    }
}
