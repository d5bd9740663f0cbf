package io.github.claudenexus.sql;

/** A statement as messages show it: on one line, shortened, without passwords. */
public final class Excerpt {

    private static final int LENGTH = 120;

    private Excerpt() {}

    public static String of(String sql) {
        String line = StatementSecrets.blanked(sql).strip().replaceAll("\\s+", " ");
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1).stripTrailing() + "…";
    }
}
