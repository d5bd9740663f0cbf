package io.github.claudenexus.sql;

import java.util.Locale;

/** What a statement is, as far as its first words tell. */
public final class LeadingWords {

    private LeadingWords() {}

    /** The first words in capitals, one space between them, comments before them left out. */
    public static String of(String sql, int count) {
        String rest = sql.stripLeading();
        while (rest.startsWith("--") || rest.startsWith("/*")) {
            rest = (rest.startsWith("--") ? afterLine(rest) : afterBlock(rest)).stripLeading();
        }
        String[] words = rest.split("[\\s;]+", count + 1);
        StringBuilder leading = new StringBuilder();
        for (int index = 0; index < Math.min(count, words.length); index++) {
            leading.append(index == 0 ? "" : " ").append(words[index].toUpperCase(Locale.ROOT));
        }
        return leading.toString().strip();
    }

    private static String afterLine(String sql) {
        int end = sql.indexOf('\n');
        return end < 0 ? "" : sql.substring(end + 1);
    }

    private static String afterBlock(String sql) {
        int depth = 0;
        for (int index = 0; index < sql.length() - 1; index++) {
            if (sql.startsWith("/*", index)) {
                depth++;
                index++;
            } else if (sql.startsWith("*/", index)) {
                depth--;
                index++;
                if (depth == 0) {
                    return sql.substring(index + 1);
                }
            }
        }
        return "";
    }
}
