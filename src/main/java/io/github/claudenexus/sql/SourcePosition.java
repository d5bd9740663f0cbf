package io.github.claudenexus.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Where in a statement, or in its file, the server points. */
public final class SourcePosition {

    private SourcePosition() {}

    /** The character that the server points at, from 1; it does not always point. */
    public static Optional<Integer> of(SQLException sql) {
        ServerErrorMessage server = sql instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        return server == null || server.getPosition() <= 0 ? Optional.empty() : Optional.of(server.getPosition());
    }

    /**
     * As people look it up: line and column of the file, or of the statement.
     *
     * @param start where the statement begins in its file; empty when it comes from a class
     */
    public static Optional<String> words(String sql, Optional<Integer> position, Optional<SqlScript.Statement> start) {
        if (position.isEmpty()) {
            return start.map(part -> "line " + part.line() + ", column " + part.column());
        }
        int end = Math.min(
                sql.length(),
                sql.offsetByCodePoints(0, Math.min(sql.codePointCount(0, sql.length()), position.get() - 1)));
        String before = sql.substring(0, end);
        int line =
                1 + (int) before.chars().filter(character -> character == '\n').count();
        int column = end - before.lastIndexOf('\n');
        int fileLine = line + start.map(part -> part.line() - 1).orElse(0);
        int fileColumn =
                column + (line == 1 ? start.map(part -> part.column() - 1).orElse(0) : 0);
        return Optional.of(
                "line " + fileLine + ", column " + fileColumn + (start.isPresent() ? "" : " of the statement"));
    }
}
