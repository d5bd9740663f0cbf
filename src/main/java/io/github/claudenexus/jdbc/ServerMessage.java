package io.github.claudenexus.jdbc;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server says: an error, or while a statement runs a warning or a notice.
 *
 * @param severity as the server writes it: {@code WARNING}, {@code NOTICE}
 * @param sqlState its SQLSTATE
 * @param words its message and detail, as sentences
 * @param hint its hint, likewise; may be empty
 * @param context where in functions it was raised; empty where it was raised in none
 */
public record ServerMessage(String severity, String sqlState, String words, String hint, Optional<String> context) {

    /** What came with a statement's answer. */
    public static ServerMessage of(SQLWarning warning) {
        return of(warning instanceof PSQLWarning driver ? driver.getServerErrorMessage() : null)
                .orElseGet(() -> new ServerMessage(
                        "WARNING",
                        String.valueOf(warning.getSQLState()),
                        sentences(warning.getMessage()),
                        "",
                        Optional.empty()));
    }

    /** An error; empty when it is the driver's own. */
    public static Optional<ServerMessage> of(SQLException error) {
        return of(error instanceof PSQLException driver ? driver.getServerErrorMessage() : null);
    }

    /** The character of the statement that the server points at, from 1; it does not always point. */
    public static Optional<Integer> position(SQLException error) {
        ServerErrorMessage said = error instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        return said == null || said.getPosition() <= 0 ? Optional.empty() : Optional.of(said.getPosition());
    }

    private static Optional<ServerMessage> of(@Nullable ServerErrorMessage said) {
        return said == null
                ? Optional.empty()
                : Optional.of(new ServerMessage(
                        String.valueOf(said.getSeverity()),
                        String.valueOf(said.getSQLState()),
                        sentences(said.getMessage(), said.getDetail()),
                        sentences(said.getHint()),
                        Optional.ofNullable(said.getWhere())));
    }

    /**
     * Whether it deserves attention: class 01 is that of warnings, in whatever language the severity is. A notice may
     * have the code of an error: 42P07 where IF NOT EXISTS finds its table.
     */
    public boolean isWarning() {
        return severity.equals("WARNING") || sqlState.startsWith("01");
    }

    /** All that it says, as sentences. */
    public String text() {
        return hint.isEmpty() ? words : words + " " + hint;
    }

    private static String sentences(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null && !part.isBlank())
                .map(part -> part.strip().matches("(?s).*[.!?]") ? part.strip() : part.strip() + ".")
                .collect(Collectors.joining(" "));
    }

    /** As psql prints it, on one line. */
    @Override
    public String toString() {
        return severity + ": " + text().replaceAll("\\s+", " ");
    }
}
