package io.github.claudenexus.discovery;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.layout.FileFailure;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.layout.LayoutFile;
import io.github.claudenexus.layout.Naming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which layouts the files of a folder look like. It is never acted on: it is said where another layout was asked for. A
 * file that could be of several counts for none.
 */
final class LayoutGuess {

    private static final Pattern FLYWAY = Pattern.compile("(?:[VU][0-9][0-9._]*|R)__.*\\.sql");
    private static final Pattern GOLANG_MIGRATE = Pattern.compile("[0-9]+_.*\\.(?:up|down)\\.sql");
    private static final Pattern DIESEL = Pattern.compile("[^/.][^/]*/up\\.sql");
    private static final Pattern NUMBERED = Pattern.compile("[0-9]+_?.*\\.sql");
    private static final Pattern DBMATE_MARK = Pattern.compile("^--\\s*migrate:up\\b", Pattern.MULTILINE);
    private static final Pattern MYBATIS_MARK = Pattern.compile("^\\s*--\\s*//.*@UNDO", Pattern.MULTILINE);
    private static final int NAMED = 3;

    private LayoutGuess() {}

    /** Why the files of a folder are not of a layout, or not of it alone; empty when they may be. */
    static Optional<Failure> refusal(Layout layout, String folder, List<LayoutFile> files) {
        Map<Layout, List<LayoutFile>> guesses = guesses(layout, files);
        boolean fits = guesses.containsKey(layout);
        if (fits) {
            guesses = guesses(
                    layout,
                    files.stream().filter(file -> layout.readsIn(file.folder())).toList());
        }
        guesses.remove(layout);
        if (guesses.isEmpty()) {
            return Optional.empty();
        }
        String others = guesses.entrySet().stream()
                .map(guess -> look(guess.getValue()) + " like " + possessive(guess.getKey()) + " ("
                        + names(guess.getValue()) + ")")
                .collect(Collectors.joining(", and "));
        String words = guesses.keySet().stream()
                .map(guess -> "nexus.layout=" + guess.word())
                .collect(Collectors.joining(" or "));
        LayoutFile first = guesses.values().iterator().next().get(0);
        Failure failure = fits
                ? Failure.of(
                        FailureCode.WRONG_LAYOUT,
                        folder + " holds files of " + possessive(layout) + " layout and of another: " + others,
                        "Keep the files of one layout in one folder, and name the folders in nexus.locations. A run"
                                + " reads one layout. What is left over from a deleted source goes with mvn clean.")
                : Failure.of(
                        FailureCode.WRONG_LAYOUT,
                        "In " + folder + ", " + others + ", and none like " + possessive(layout),
                        "Set " + words + ".");
        return Optional.of(failure.at(FileFailure.place(Optional.empty(), first.origin(), Optional.empty())));
    }

    /** What to set where nothing is on the class path and another tool's usual folder has files of it. */
    static Optional<String> elsewhere(Path project) {
        return Arrays.stream(Layout.values())
                .flatMap(layout -> layout.usualFolders().stream()
                        .map(folder -> new SqlFolder(project, folder))
                        .filter(SqlFolder::exists)
                        .map(folder -> advice(layout, folder)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> advice(Layout usual, SqlFolder folder) {
        return guesses(usual, folder.files()).entrySet().stream()
                .findFirst()
                .map(guess -> "In " + folder.name() + ", " + look(guess.getValue()) + " like "
                        + possessive(guess.getKey()) + ": set nexus.layout="
                        + guess.getKey().word()
                        + " and nexus.locations=" + folder.name() + ".");
    }

    private static String look(List<LayoutFile> files) {
        return files.size() == 1 ? "1 file looks" : files.size() + " files look";
    }

    private static String names(List<LayoutFile> files) {
        return files.stream().limit(NAMED).map(LayoutFile::path).collect(Collectors.joining(", "))
                + (files.size() > NAMED ? ", …" : "");
    }

    private static String possessive(Layout layout) {
        return layout == Layout.NEXUS
                ? "this plugin's"
                : layout.tool() + (layout.tool().endsWith("s") ? "'" : "'s");
    }

    private static Map<Layout, List<LayoutFile>> guesses(Layout expected, List<LayoutFile> files) {
        Map<Layout, List<LayoutFile>> guesses = new EnumMap<>(Layout.class);
        files.forEach(file -> guess(expected, file)
                .ifPresent(layout -> guesses.computeIfAbsent(layout, none -> new ArrayList<>())
                        .add(file)));
        return guesses;
    }

    private static Optional<Layout> guess(Layout expected, LayoutFile file) {
        String name = file.name();
        // dbmate takes 001-x.sql too, which is a name of our own.
        if (expected == Layout.DBMATE
                && NUMBERED.matcher(name).matches()
                && byMark(file).equals(Optional.of(expected))) {
            return Optional.of(expected);
        }
        if (Naming.ofFile(name).isPresent()) {
            return Optional.of(Layout.NEXUS);
        }
        if (FLYWAY.matcher(name).matches()) {
            return Optional.of(Layout.FLYWAY);
        }
        if (GOLANG_MIGRATE.matcher(name).matches()) {
            return Optional.of(Layout.GOLANG_MIGRATE);
        }
        if (DIESEL.matcher(file.path()).matches()) {
            return Optional.of(Layout.DIESEL);
        }
        return NUMBERED.matcher(name).matches() ? byMark(file) : Optional.empty();
    }

    private static Optional<Layout> byMark(LayoutFile file) {
        String text = file.text().text();
        if (DBMATE_MARK.matcher(text).find()) {
            return Optional.of(Layout.DBMATE);
        }
        return MYBATIS_MARK.matcher(text).find() ? Optional.of(Layout.MYBATIS) : Optional.empty();
    }
}
