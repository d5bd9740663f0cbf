package io.github.claudenexus.catalog;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads the picture of a database; only reads, and leaves the session as it was. */
public final class PictureReader {

    /** Names are written with their schema, and values alike whatever the session prefers; JIT only costs time here. */
    private static final String SETTINGS = "(VALUES ('search_path', ''), ('DateStyle', 'ISO'), ('TimeZone', 'UTC'),"
            + " ('IntervalStyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),"
            + " ('quote_all_identifiers', 'off'), ('jit', 'off')) AS wanted (name, value)";

    private static final String SET = "SELECT set_config('nexus.kept_' || name, setting, true),"
            + " set_config(name, value, true), set_config('nexus.history', ?, true) FROM pg_settings JOIN " + SETTINGS
            + " USING (name)";
    private static final String RESTORE =
            "SELECT set_config(name, current_setting('nexus.kept_' || name), true) FROM " + SETTINGS;

    private final String history;

    /**
     * One that leaves the history table out.
     *
     * @param history its name with its schema, quoted where that is needed
     */
    public PictureReader(String history) {
        this.history = history;
    }

    /** The picture as the connection's transaction sees it; under autocommit, as of one moment. */
    public Picture read(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            return send(connection, "");
        }
        connection.setAutoCommit(false);
        try {
            Picture picture = send(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;\n");
            end(connection);
            return picture;
        } catch (SQLException | RuntimeException failure) {
            try {
                end(connection);
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private Picture send(Connection connection, String start) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        String sql =
                start + SET + ";\n" + String.join(";\n", Kinds.queries(major).values()) + ";\n" + RESTORE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Statements.bind(statement, history);
            Map<String, Map<String, String>> objects = new HashMap<>();
            boolean result = statement.execute();
            while (result || statement.getUpdateCount() >= 0) {
                if (result) {
                    try (ResultSet rows = statement.getResultSet()) {
                        add(rows, objects);
                    }
                }
                result = statement.getMoreResults();
            }
            return new Picture(objects);
        }
    }

    private static void add(ResultSet rows, Map<String, Map<String, String>> objects) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        if (!columns.getColumnLabel(1).equals("object")) {
            return;
        }
        boolean rowIsProperty = columns.getColumnLabel(2).equals("property");
        while (rows.next()) {
            Map<String, String> properties = objects.computeIfAbsent(rows.getString(1), path -> new HashMap<>());
            if (rowIsProperty) {
                properties.put(rows.getString(2), rows.getString(3));
            } else {
                addColumns(rows, columns, properties);
            }
        }
    }

    private static void addColumns(ResultSet row, ResultSetMetaData columns, Map<String, String> properties)
            throws SQLException {
        for (int column = 2; column <= columns.getColumnCount(); column++) {
            String value = row.getString(column);
            if (value != null) {
                properties.put(columns.getColumnLabel(column), value);
            }
        }
    }
}
