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
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * Our own statements, and those of a migration behind them, in one round trip. Each is a statement by itself to the
 * server, which passes over all that follow one that fails.
 */
public final class Pipeline extends ResultHandlerBase {

    /** Hears what the server says to the migration's statements, in their order. */
    public interface Listener {
        /** The next one begins, or all have ended. */
        void begins();

        /** A warning or a notice of the one that runs. */
        void says(ServerMessage message);

        /** It has ended. */
        void ended(PlainStatement.Answer answer);
    }

    private static final int[] NO_PARAMETERS = {};

    private final Listener listener;
    private int ownLeft;
    private Map<String, String> lastRow = Map.of();

    private Pipeline(int own, Listener listener) {
        this.ownLeft = own;
        this.listener = listener;
    }

    /**
     * Sends them; in a transaction that our own statements begin.
     *
     * @param statements return no rows, or few
     * @return the first row of our own last statement
     */
    public static Map<String, String> send(
            Connection connection, String own, List<String> statements, Listener listener) throws SQLException {
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        List<NativeQuery> all = new ArrayList<>(
                Parser.parseJdbcSql(own, driver.getStandardConformingStrings(), false, true, false, false));
        Pipeline pipeline = new Pipeline(all.size(), listener);
        statements.forEach(statement -> all.add(new NativeQuery(statement, NO_PARAMETERS, false, SqlCommand.BLANK)));
        QueryExecutor executor = driver.getQueryExecutor();
        int flags = QueryExecutor.QUERY_ONESHOT
                | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS
                | QueryExecutor.QUERY_SUPPRESS_BEGIN;
        executor.execute(executor.wrap(all), null, pipeline, 0, 0, flags);
        return pipeline.lastRow;
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
        if (ownLeft > 0 && !rows.isEmpty()) {
            lastRow = DriverQuery.row(fields, rows.get(0));
        }
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertedOid) {
        if (ownLeft > 0) {
            ownLeft--;
        } else {
            listener.ended(PlainStatement.Answer.of(status, updateCount));
        }
        if (ownLeft == 0) {
            listener.begins();
        }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        if (ownLeft == 0) {
            listener.says(ServerMessage.of(warning));
        }
    }
}
