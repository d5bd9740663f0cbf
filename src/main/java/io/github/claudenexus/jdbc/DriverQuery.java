package io.github.claudenexus.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.Tuple;

/** What all that is sent past JDBC shares: how the driver is told to send a text, and how a row of the answer is read. */
final class DriverQuery {

    private DriverQuery() {}

    /** How the driver sends a text as it is, with these flags besides. */
    static int flags(Connection connection, int others) throws SQLException {
        return others
                | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
                | QueryExecutor.QUERY_ONESHOT
                | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS
                | (connection.getAutoCommit() ? QueryExecutor.QUERY_SUPPRESS_BEGIN : 0)
                | (connection.isReadOnly() ? QueryExecutor.QUERY_READ_ONLY_HINT : 0);
    }

    /** A row by column label, nulls left out. */
    static Map<String, String> row(Field[] fields, Tuple values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < fields.length; column++) {
            byte @Nullable [] value = values.get(column);
            if (value != null) {
                row.put(fields[column].getColumnLabel(), new String(value, StandardCharsets.UTF_8));
            }
        }
        return row;
    }
}
