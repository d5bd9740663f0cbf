package io.github.claudenexus.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * Several statements as the one message that psql would send: JDBC would make three messages of each of them. The
 * driver writes the parameters into the text; of what the statements answer the first rows are kept. What fails behind a
 * COMMIT takes nothing back: unless the connection is lost, the answers end there, and that is all.
 */
final class OwnMessage extends ResultHandlerBase {

    private static final Map<Class<?>, Integer> TYPES =
            Map.of(Long.class, Oid.INT8, Integer.class, Oid.INT4, Boolean.class, Oid.BOOL);

    private final List<Map<String, String>> firstRows = new ArrayList<>();
    private boolean committed;

    private OwnMessage() {}

    static List<Map<String, String>> send(Connection connection, String text) throws SQLException {
        Statements.refuseNul(text);
        OwnMessage message = new OwnMessage();
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        Query whole = executor.wrap(List.of(new NativeQuery(text, SqlCommand.BLANK)));
        executor.execute(whole, null, message, 0, 0, DriverQuery.flags(connection, 0));
        return message.firstRows;
    }

    static String filled(Connection connection, String sql, Object... parameters) throws SQLException {
        if (parameters.length == 0) {
            return sql;
        }
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        Query parsed = driver.getQueryExecutor()
                .wrap(Parser.parseJdbcSql(sql, driver.getStandardConformingStrings(), true, true, false, false));
        ParameterList values = parsed.createParameterList();
        for (int index = 0; index < parameters.length; index++) {
            Object value = parameters[index] instanceof String[] texts
                    ? connection.createArrayOf("text", texts)
                    : parameters[index];
            values.setStringParameter(index + 1, value.toString(), type(value));
        }
        return parsed.toString(values);
    }

    // What has no type is of the one that its place demands.
    private static int type(Object parameter) {
        return TYPES.getOrDefault(parameter.getClass(), Oid.UNSPECIFIED);
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
        firstRows.add(rows.isEmpty() ? Map.of() : DriverQuery.row(fields, rows.get(0)));
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertedOid) {
        committed |= status.equals("COMMIT");
    }

    @Override
    public void handleCompletion() throws SQLException {
        SQLException failure = getException();
        if (failure != null && (!committed || Statements.isLoss(failure))) {
            throw failure;
        }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        // Warnings about our own statements are not reported.
    }
}
