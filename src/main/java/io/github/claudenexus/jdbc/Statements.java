package io.github.claudenexus.jdbc;

import io.github.claudenexus.migration.RowMapper;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** Our own statements to the server: several of them in one message, so that they cost one round trip. */
public final class Statements {

    private Statements() {}

    /**
     * Sends statements separated by semicolons, as one message.
     *
     * @return for each statement that returns rows its first row by column label, nulls left out; empty for no row
     */
    public static List<Map<String, String>> send(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return OwnMessage.send(connection, filled(connection, sql, parameters));
    }

    /** The same; gives the answer of the last one that returns rows. */
    public static Map<String, String> ask(Connection connection, String sql, Object... parameters) throws SQLException {
        List<Map<String, String>> answers = send(connection, sql, parameters);
        return answers.isEmpty() ? Map.of() : answers.get(answers.size() - 1);
    }

    /** A text with these values in the place of its question marks. Without any it is the text as it is. */
    public static String filled(Connection connection, String sql, Object... parameters) throws SQLException {
        return OwnMessage.filled(connection, sql, parameters);
    }

    /** The rows of one query. */
    public static <T> List<T> query(Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return rows(statement, mapper);
        }
    }

    /** The rows of one query that is ready to be sent; statements that return none may come before it. */
    public static <T> List<T> rows(PreparedStatement query, RowMapper<T> mapper) throws SQLException {
        boolean hasRows = query.execute();
        while (!hasRows && query.getUpdateCount() >= 0) {
            hasRows = query.getMoreResults();
        }
        if (!hasRows) {
            // As the driver has it, with its words.
            throw new SQLException("No results were returned by the query.", "02000");
        }
        try (ResultSet set = query.getResultSet()) {
            List<T> rows = new ArrayList<>();
            while (set.next()) {
                rows.add(mapper.map(set));
            }
            return rows;
        }
    }

    /** Refuses a text with a NUL character, at which the server would take it to end, in words like its own. */
    public static void refuseNul(String text) throws SQLException {
        if (text.indexOf('\0') >= 0) {
            throw new SQLException("a text has a NUL character (0x00), which PostgreSQL cannot hold", "22021");
        }
    }

    /**
     * Whether the connection is gone: the driver itself says so, be it behind the server's last words. An error of the
     * server's alone may be about a connection of its own, to another server.
     */
    public static boolean isLoss(SQLException failure) {
        return StreamSupport.stream(failure.spliterator(), false)
                .anyMatch(one -> one instanceof PSQLException driver
                        && driver.getServerErrorMessage() == null
                        && String.valueOf(driver.getSQLState()).startsWith("08"));
    }

    /** Sends the rows of a COPY … FROM STDIN. */
    public static long copyIn(Connection connection, String sql, String rows) throws SQLException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Binds parameters in order. */
    public static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
    }
}
