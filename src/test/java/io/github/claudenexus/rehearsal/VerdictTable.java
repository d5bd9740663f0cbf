package io.github.claudenexus.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verdicts as a text one can read: a line for each migration with its verdict, and below it, indented, a line for each
 * finding: its code, its object, its property after a slash, its sentence. A line that begins with {@code 18:} is one
 * that only this and later versions of PostgreSQL give rise to; one with {@code -17:}, only that and earlier ones.
 */
final class VerdictTable {

    private static final Pattern VERSIONED = Pattern.compile("(-?)(\\d\\d): (.*)");

    private VerdictTable() {}

    /** The lines of each migration, by its full name, on this major version; those that start with # are left out. */
    static Map<String, List<String>> read(String text, int major) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                lines = new ArrayList<>();
                table.put(line.replaceFirst(":.*", ""), lines);
            }
            lines.addAll(onVersion(List.of(line.strip()), major));
        }
        return table;
    }

    /** Those of these lines that are for this major version. */
    static List<String> onVersion(List<String> lines, int major) {
        List<String> some = new ArrayList<>();
        for (String line : lines) {
            Matcher versioned = VERSIONED.matcher(line);
            if (!versioned.matches()) {
                some.add(line);
            } else if (versioned.group(1).isEmpty() == major >= Integer.parseInt(versioned.group(2))
                    || major == Integer.parseInt(versioned.group(2))) {
                some.add(versioned.group(3));
            }
        }
        return some;
    }

    /** What a rehearsal showed, written so. */
    static String write(List<Judgement> judged) {
        StringBuilder text = new StringBuilder();
        for (Judgement one : judged) {
            text.append(one.migration().id())
                    .append(": ")
                    .append(one.verdict().code())
                    .append('\n');
            one.failedSeed()
                    .ifPresent(seed ->
                            text.append("    seed: ").append(seed.message()).append('\n'));
            one.findings()
                    .forEach(
                            finding -> text.append("    ").append(line(finding)).append('\n'));
        }
        return text.toString();
    }

    /** A finding in one line. */
    static String line(Finding finding) {
        String property = finding.change().property().map(name -> " / " + name).orElse("");
        return finding.code().code() + " | " + finding.object() + property + " | " + finding.message();
    }
}
