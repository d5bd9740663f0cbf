package io.github.claudenexus.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that Markdown shows as it is. */
final class Markdown {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~#&!]");
    // Else GitHub would call a person, or link an issue, that a message happens to name.
    private static final Pattern MENTION = Pattern.compile("(@|\\\\#|\\bGH-)(?=\\w)");
    private static final Pattern LINE_START = Pattern.compile("(?m)^(\\s*)([-+=:]|\\d+[.)](?=\\s|$))");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int SHORTEST_FENCE = 3;

    private Markdown() {}

    /** Words on one line, in a paragraph, a list or a cell of a table. */
    static String text(String text) {
        String line = visible(text).strip().replaceAll("\\s+", " ");
        String escaped = SPECIAL.matcher(line).replaceAll("\\\\$0");
        String marked = LINE_START.matcher(escaped).replaceFirst("$1&#8203;$2");
        return MENTION.matcher(marked).replaceAll("$1&#8203;");
    }

    /** Code on one line. */
    static String code(String text) {
        String line = visible(text).strip().replaceAll("\\s+", " ");
        String tick = "`".repeat(longestRun(line) + 1);
        String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return line.isEmpty() ? "` `" : tick + space + line + space + tick;
    }

    /** Code on one line of a cell, where a pipe would end the cell. */
    static String codeInCell(String text) {
        return code(text).replace("|", "\\|");
    }

    /** A block of code, indented as a part of a list; its fence is longer than any in it. */
    static String block(String language, String text, int indent) {
        String space = " ".repeat(indent);
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(text) + 1));
        String body = visible(text).stripTrailing().replaceAll("\\R", "\n" + space);
        return space + fence + language + "\n" + space + body + "\n" + space + fence + "\n";
    }

    /** Text inside an HTML element. */
    static String html(String text) {
        return MENTION.matcher(Markup.text(visible(text))).replaceAll("$1&#8203;");
    }

    private static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "\uFFFD");
    }

    private static int longestRun(String text) {
        Matcher runs = BACKTICKS.matcher(text);
        int longest = 0;
        while (runs.find()) {
            longest = Math.max(longest, runs.group().length());
        }
        return longest;
    }
}
