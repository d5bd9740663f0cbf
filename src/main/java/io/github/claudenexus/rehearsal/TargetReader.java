package io.github.claudenexus.rehearsal;

import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.Histories;
import io.github.claudenexus.history.HistoriesReader;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.SessionSettings;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.locks.RelationSizes;
import io.github.claudenexus.session.ServerFailure;
import io.github.claudenexus.session.ServerInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a rehearsal needs to know of the target, in one transaction that can only read. */
public final class TargetReader {

    private static final String ABOUT = """
            SELECT current_setting('server_version'), quote_ident(s.name),
                   to_regclass(quote_ident(s.name) || '.nexus_migrations') IS NOT NULL, (%s)
            FROM (SELECT coalesce(nullif(?, ''), %s) AS name) s""".formatted(HistoriesReader.TABLES, HistoryTable.HOME);

    // "$user" is the target's role, whoever rehearses.
    private static final String SEARCH_PATH = """
            SELECT replace(replace(current_setting('search_path'), '"$user"', quote_ident(current_user)),
                           '$user', quote_ident(current_user))""";

    private static final String PATH_SOURCE = "SELECT source FROM pg_settings WHERE name = 'search_path'";

    private static final String TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND c.relname NOT IN ('nexus_migrations', 'nexus_rollbacks')
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1""";

    // Of a partitioned table the row about all partitions is wanted. No value is read.
    private static final String STATISTICS = """
            SELECT DISTINCT ON (1) format('%I.%I.%I', schemaname, tablename, attname), null_frac, n_distinct
            FROM pg_catalog.pg_stats
            WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'
            ORDER BY 1, inherited DESC""";

    private TargetReader() {}

    /**
     * Reads it.
     *
     * @param schema the schema of the history table; when empty the one that the search path leads to
     * @throws NexusException when the target cannot be reached or read
     */
    public static TargetState read(ConnectionSettings target, Optional<String> schema) {
        // Nothing is set beyond the transaction: behind a pooler the session is somebody else's next.
        try (Connection connection = Connector.reachBare(target).connection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            for (Map.Entry<String, String> setting : target.session().entrySet()) {
                Statements.send(connection, "SELECT set_config(?, ?, true)", setting.getKey(), setting.getValue());
            }
            TargetState state = read(
                    connection,
                    schema.orElse(""),
                    SessionSettings.nameTimeZone(target.session())
                            ? "current_setting('TimeZone')"
                            : SessionSettings.OWN_TIME_ZONE);
            connection.rollback();
            return state;
        } catch (SQLException refused) {
            throw ServerFailure.of(refused, target);
        }
    }

    private static TargetState read(Connection connection, String schema, String timeZone) throws SQLException {
        About about = Statements.query(
                        connection,
                        ABOUT,
                        row -> new About(
                                row.getString(1).replaceAll(" .*", ""),
                                Optional.ofNullable(row.getString(2)),
                                row.getBoolean(3),
                                Optional.ofNullable(row.getString(4))
                                        .orElse("")
                                        .lines()
                                        .toList()),
                        schema)
                .get(0);
        ServerInfo.refuseOld("The target", about.version());
        Histories history = HistoriesReader.read(
                connection, about.schema().filter(there -> about.recorded()).map(HistoryTable::new), about.others());
        return new TargetState(
                Optional.of(identity(connection)),
                Optional.of(about.version()),
                history,
                // The server's own are everywhere, and may not be made.
                texts(connection, "SELECT s FROM unnest(current_schemas(false)) AS s WHERE s !~ '^pg_'"),
                Set.copyOf(texts(connection, "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'")),
                new TargetState.Measured(RelationSizes.read(connection), statistics(connection)),
                new TargetState.Sessions(
                        Map.of(
                                Scratch.SEARCH_PATH,
                                texts(connection, SEARCH_PATH).get(0),
                                SessionSettings.TIME_ZONE,
                                texts(connection, "SELECT " + timeZone).get(0)),
                        texts(connection, PATH_SOURCE).get(0).matches("session|client|user|database user")),
                texts(connection, TABLES));
    }

    /** Which database of which server a connection is on, whatever address it was reached by. */
    static String identity(Connection connection) throws SQLException {
        return texts(connection, "SELECT system_identifier || '/' || current_database() FROM pg_control_system()")
                .get(0);
    }

    private static Map<String, TargetState.ColumnStatistics> statistics(Connection connection) throws SQLException {
        Map<String, TargetState.ColumnStatistics> statistics = new HashMap<>();
        Statements.query(
                connection,
                STATISTICS,
                row -> statistics.put(
                        row.getString(1), new TargetState.ColumnStatistics(row.getDouble(2), row.getDouble(3))));
        return statistics;
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        return Statements.query(connection, sql, row -> row.getString(1));
    }

    private record About(String version, Optional<String> schema, boolean recorded, List<String> others) {}
}
