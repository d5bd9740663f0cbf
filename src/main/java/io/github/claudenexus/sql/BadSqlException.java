package io.github.claudenexus.sql;

import java.util.Comparator;
import java.util.List;

/** A SQL file that cannot be used, and the place in it. */
public final class BadSqlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SourcePosition position;
    private final String hint;

    BadSqlException(SourcePosition position, String reason, String hint) {
        super(reason);
        this.position = position;
        this.hint = hint;
    }

    /** The first in the file, with the others suppressed onto it in their order. */
    public static BadSqlException all(List<BadSqlException> flaws) {
        List<BadSqlException> inOrder = flaws.stream()
                .sorted(Comparator.comparing(BadSqlException::position))
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

    public SourcePosition position() {
        return position;
    }
}
