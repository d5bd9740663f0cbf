package io.github.claudenexus.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
public final class Wrap {

    private Wrap() {}

    /** Lines of at most this width, all indented; a longer word is a line of its own. */
    public static List<String> lines(String text, int width, int indent) {
        String space = " ".repeat(indent);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && indent + line.length() + 1 + word.length() > width) {
                lines.add(space + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(space + line);
        return lines;
    }
}
