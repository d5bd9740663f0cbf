package io.github.claudenexus.sql;

import java.util.Comparator;

/**
 * A place in a text: in a SQL file, or in a statement that was made at run time.
 *
 * @param origin the file as seen from the class path root, {@code db/migration/004-x.sql}, or {@link #OWN_TEXT}
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 code units, as Java and SARIF count, and most editors
 */
public record SourcePosition(String origin, int line, int column) implements Comparable<SourcePosition> {

    /** The origin of a statement that a Java migration made at run time: positions in it count from its own beginning. */
    public static final String OWN_TEXT = "the statement";

    private static final Comparator<SourcePosition> ORDER = Comparator.comparing(SourcePosition::origin)
            .thenComparingInt(SourcePosition::line)
            .thenComparingInt(SourcePosition::column);

    /** Whether it is in a file. */
    public boolean isInFile() {
        return !origin.equals(OWN_TEXT);
    }

    /** Where a text that begins here has its character of this offset. */
    SourcePosition after(String text, int offset) {
        String before = text.substring(0, offset);
        int lines = (int) before.chars().filter(character -> character == '\n').count();
        int inLine = offset - (before.lastIndexOf('\n') + 1);
        return plus(new SourcePosition(origin, lines + 1, inLine + 1));
    }

    /** Where a text that begins here has its own place. */
    SourcePosition plus(SourcePosition inText) {
        return new SourcePosition(
                origin, line + inText.line - 1, inText.line == 1 ? column + inText.column - 1 : inText.column);
    }

    @Override
    public int compareTo(SourcePosition other) {
        return ORDER.compare(this, other);
    }

    /** {@code line 4, column 12}; of a statement made at run time with the words that say so. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + (isInFile() ? "" : " of the statement");
    }
}
