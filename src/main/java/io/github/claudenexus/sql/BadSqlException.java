package io.github.claudenexus.sql;

import java.util.Comparator;
import java.util.List;

/** A SQL file that cannot be used, and the place in it. */
public final class BadSqlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String hint;

    BadSqlException(SourceText text, int offset, String reason, String hint) {
        super(reason);
        this.line = text.line(offset);
        this.column = text.column(offset);
        this.hint = hint;
    }

    /** The first in the file, with the others suppressed onto it in their order. */
    public static BadSqlException all(List<BadSqlException> flaws) {
        List<BadSqlException> inOrder = flaws.stream()
                .sorted(Comparator.comparingInt((BadSqlException flaw) -> flaw.line)
                        .thenComparingInt(flaw -> flaw.column))
                .toList();
        BadSqlException first = inOrder.get(0);
        inOrder.stream().skip(1).forEach(first::addSuppressed);
        return first;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }

    public String position() {
        return "line " + line + ", column " + column;
    }
}
