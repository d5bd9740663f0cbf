package io.github.claudenexus.discovery;

/** A SQL file that cannot be used, and the place in it. */
final class BadSqlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String hint;

    BadSqlException(SqlText text, int offset, String reason, String hint) {
        super(reason);
        this.line = text.line(offset);
        this.column = text.column(offset);
        this.hint = hint;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }

    String position() {
        return "line " + line + ", column " + column;
    }
}
