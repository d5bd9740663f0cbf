package io.github.claudenexus.catalog;

import io.github.claudenexus.jdbc.ByIndexes;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** What is asked of one catalog, as of one moment; it only reads, and leaves the session as it was. */
final class CatalogSession {

    /**
     * Names are written with their schema, and values alike whatever the session prefers; JIT and plans made for one
     * list of oids only cost time here.
     */
    private static final String SETTINGS = "(VALUES ('search_path', ''), ('DateStyle', 'ISO'), ('TimeZone', 'UTC'),"
            + " ('IntervalStyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),"
            + " ('quote_all_identifiers', 'off'), ('jit', 'off'), ('plan_cache_mode', 'force_generic_plan'))"
            + " AS wanted (name, value)";

    private static final String KEEP =
            "SELECT set_config('nexus.kept_' || name, current_setting(name), true) FROM " + SETTINGS + ";\n";
    private static final String SET =
            "SELECT set_config(name, value, true), set_config('nexus.history', ?, true) FROM " + SETTINGS;
    private static final String RESTORE =
            "SELECT set_config(name, current_setting('nexus.kept_' || name), true) FROM " + SETTINGS;

    private final Connection connection;
    private final int major;

    private CatalogSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.major = connection.getMetaData().getDatabaseMajorVersion();
    }

    /** What is read in one session. */
    @FunctionalInterface
    interface CatalogQuestion<T> {
        T in(CatalogSession session) throws SQLException;
    }

    /**
     * Reads something as the connection's transaction sees it; under autocommit, as of one moment.
     *
     * @param history the table to leave out, with its schema, quoted where that is needed
     */
    static <T> T read(Connection connection, String history, CatalogQuestion<T> reading) throws SQLException {
        if (!connection.getAutoCommit()) {
            Statements.send(connection, KEEP + SET, history);
            T result = reading.in(new CatalogSession(connection));
            Statements.send(connection, RESTORE);
            return result;
        }
        connection.setAutoCommit(false);
        try {
            Statements.send(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;\n" + SET, history);
            T result = reading.in(new CatalogSession(connection));
            end(connection);
            return result;
        } catch (SQLException | RuntimeException failure) {
            try {
                end(connection);
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Gives a connection the settings of reading for good. */
    static void dedicate(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        Statements.send(connection, "SELECT set_config(name, value, false) FROM " + SETTINGS);
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /** Everything. */
    List<Fragment> everything() throws SQLException {
        return fragments(String.join(";\n", Kinds.queries(major).values()), Set.of());
    }

    /** What is of these oids, or is said about them. */
    List<Fragment> of(Set<Long> oids) throws SQLException {
        Set<Long> relations = new HashSet<>(oids);
        // Constraints of domains have no relation, but the key of their domain.
        relations.add(0L);
        List<Fragment> fragments = fragments(ByIndexes.sql(String.join(";\n", Kinds.keyedQueries(major))), relations);
        fragments.removeIf(fragment -> !oids.contains(Math.abs(fragment.key())));
        return fragments;
    }

    private List<Fragment> fragments(String queries, Set<Long> oids) throws SQLException {
        List<Fragment> fragments = new ArrayList<>();
        try (PreparedStatement statement = prepare(queries, oids)) {
            boolean result = statement.execute();
            while (result || statement.getUpdateCount() >= 0) {
                if (result) {
                    try (ResultSet rows = statement.getResultSet()) {
                        add(rows, fragments);
                    }
                }
                result = statement.getMoreResults();
            }
        }
        return fragments;
    }

    /** A hash of what there is of each key: it is the same as long as nothing of that key has been written. */
    Map<Long, Long> fingerprint() throws SQLException {
        Map<Long, Long> hashes = new HashMap<>();
        try (PreparedStatement statement = prepare(Fingerprint.sql(major), Set.of());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                hashes.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return hashes;
    }

    /** The keys of what names columns of these relations or builds on them; empty where that cannot be told. */
    Optional<Set<Long>> dependents(Set<Long> oids) throws SQLException {
        try (PreparedStatement statement = prepare(ByIndexes.sql(Fingerprint.DEPENDENTS), oids)) {
            List<Optional<Long>> keys =
                    Statements.rows(statement, row -> Optional.ofNullable(row.getObject(1, Long.class)));
            return keys.contains(Optional.empty())
                    ? Optional.empty()
                    : Optional.of(keys.stream().map(Optional::orElseThrow).collect(Collectors.toSet()));
        }
    }

    /** Each parameter is the same list. The server plans once what is read again on the same connection. */
    private PreparedStatement prepare(String sql, Set<Long> oids) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
        Array list = connection.createArrayOf("oid", oids.toArray());
        int parameters = oids.isEmpty() ? 0 : sql.split("\\(\\?\\)", -1).length - 1;
        for (int parameter = 1; parameter <= parameters; parameter++) {
            statement.setArray(parameter, list);
        }
        return statement;
    }

    private static void add(ResultSet rows, List<Fragment> fragments) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            labels.add(columns.getColumnLabel(column));
        }
        int key = labels.indexOf("key") + 1;
        int id = labels.indexOf("id") + 1;
        boolean rowIsProperty = labels.contains("property");
        while (rows.next()) {
            Map<String, String> properties = new HashMap<>();
            if (rowIsProperty) {
                properties.put(rows.getString("property"), rows.getString("value"));
            } else {
                for (int column = 2; column <= labels.size(); column++) {
                    String value = column == key || column == id ? null : rows.getString(column);
                    if (value != null) {
                        properties.put(labels.get(column - 1), value);
                    }
                }
            }
            fragments.add(new Fragment(
                    key == 0 ? 0 : rows.getLong(key), id == 0 ? 0 : rows.getLong(id), rows.getString(1), properties));
        }
    }
}
