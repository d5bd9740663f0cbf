package io.github.claudenexus.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * Sends one statement without parameters, as psql does. It runs to its end, its rows are read and dropped, and what the
 * server says meanwhile is handed on at once: a JDBC statement keeps both in memory, however many there are.
 */
public final class PlainStatement extends ResultHandlerBase {

    private final Consumer<ServerMessage> listener;
    private boolean hasRows;
    private Answer answer = new Answer("", 0);

    private PlainStatement(Consumer<ServerMessage> listener) {
        this.listener = listener;
    }

    /**
     * Runs it.
     *
     * @param listener gets each warning and notice
     * @return how it ended
     */
    public static Answer run(Connection connection, String sql, Consumer<ServerMessage> listener) throws SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        PlainStatement statement = new PlainStatement(listener);
        // Only a simple query runs to its end where no rows are wanted: of another the driver asks for one row.
        Query query = executor.wrap(List.of(new NativeQuery(sql, SqlCommand.BLANK)));
        executor.execute(query, null, statement, 0, 0, DriverQuery.flags(connection, QueryExecutor.QUERY_NO_RESULTS));
        return statement.answer;
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
        hasRows = true;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertedOid) {
        Answer counted = Answer.of(status, updateCount);
        answer = hasRows && counted.command().equals("SELECT") ? new Answer("SELECT", 0) : counted;
    }

    /**
     * How a statement ended.
     *
     * @param command the first word of the server's command tag: {@code UPDATE}
     * @param rows how many rows it changed
     */
    public record Answer(String command, long rows) {

        /** As the server says it: the command tag, and the number in it. */
        static Answer of(String tag, long rows) {
            return new Answer(tag.split(" ", 2)[0], Math.max(0, rows));
        }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        listener.accept(ServerMessage.of(warning));
    }
}
