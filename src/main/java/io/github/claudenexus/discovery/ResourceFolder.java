package io.github.claudenexus.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of resources, and how a build copies them.
 *
 * @param root the folder
 * @param targetPath the folder of the output directory that they are copied to; empty for its root
 * @param filtered whether the build replaces {@code ${name}} and {@code @name@} in them
 * @param includes patterns in Ant's style of what is copied; none for everything
 * @param excludes patterns of what is not
 */
public record ResourceFolder(
        Path root, String targetPath, boolean filtered, List<String> includes, List<String> excludes) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]+}|@[^@\\s]+@");

    /** Copies the lists. */
    public ResourceFolder {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** A folder that is copied as it is. */
    public static ResourceFolder plain(Path root) {
        return new ResourceFolder(root, "", false, List.of(), List.of());
    }

    /** The part of it that is copied to a folder of the output directory; empty when nothing of this one is. */
    Optional<Path> sourceOf(String folder) {
        if (targetPath.isEmpty()) {
            return Optional.of(root.resolve(folder));
        }
        Path target = target();
        return Path.of(folder).startsWith(target)
                ? Optional.of(root.resolve(target.relativize(Path.of(folder)).toString()))
                : Optional.empty();
    }

    /** Where below a folder of the output directory all of it is copied to: that folder, or one further down. */
    String within(String folder) {
        Path target = target();
        return target.startsWith(Path.of(folder)) ? target.toString().replace('\\', '/') : folder;
    }

    private Path target() {
        return Path.of(targetPath).normalize();
    }

    /** Whether a file of a part of this folder is copied. */
    boolean copies(Path part, String file) {
        if (includes.isEmpty() && excludes.isEmpty()) {
            return true;
        }
        String path = root.relativize(part.resolve(file)).toString().replace('\\', '/');
        return (includes.isEmpty() || includes.stream().anyMatch(pattern -> matches(pattern, path)))
                && excludes.stream().noneMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        String ant = pattern.replace('\\', '/').replaceAll("/$", "/**");
        StringBuilder regex = new StringBuilder();
        Matcher part =
                Pattern.compile("\\*\\*/|/\\*\\*$|\\*\\*|\\*|\\?|[^*?/]+|/").matcher(ant);
        while (part.find()) {
            regex.append(
                    switch (part.group()) {
                        case "**/" -> "(?:.*/)?";
                        case "/**" -> "(?:/.*)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> Pattern.quote(part.group());
                    });
        }
        return path.matches(regex.toString());
    }

    /** Whether a copy is what a build makes of a source now, whatever it puts in for placeholders. */
    boolean makes(Path source, Path copy) throws IOException {
        return Files.mismatch(source, copy) < 0 || (filtered && fits(text(source), text(copy)));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static boolean fits(String template, String text) {
        String[] literals = PLACEHOLDER.split(template, -1);
        String last = literals[literals.length - 1];
        if (literals.length == 1 || !text.startsWith(literals[0])) {
            return false;
        }
        int at = literals[0].length();
        for (String literal : List.of(literals).subList(1, literals.length - 1)) {
            int found = text.indexOf(literal, at);
            if (found < 0) {
                return false;
            }
            at = found + literal.length();
        }
        return text.endsWith(last) && text.length() - last.length() >= at;
    }
}
