package io.github.claudenexus.contents;

import io.github.claudenexus.contents.Table.Column;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.RowMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads one database as of one moment, values written alike whatever the session prefers; closing it leaves no trace. */
public final class Session implements AutoCloseable {

    private static final String SETTINGS = "SELECT set_config(name, value, true) FROM (VALUES"
            + " ('nexus.history', ?), ('search_path', ''), ('DateStyle', 'ISO'), ('TimeZone', 'UTC'),"
            + " ('IntervalStyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),"
            + " ('lc_monetary', 'C'), ('quote_all_identifiers', 'off'), ('jit', 'off'), ('row_security', 'off'))"
            + " AS wanted (name, value)";

    /** How many tables one message reads. */
    private static final int BATCH = 100;

    private static final int FETCH = 1000;

    private final Connection connection;
    private final @Nullable Savepoint start;

    private Session(Connection connection, @Nullable Savepoint start) {
        this.connection = connection;
        this.start = start;
    }

    public static Session open(Connection connection, String history) throws SQLException {
        boolean own = connection.getAutoCommit();
        if (own) {
            connection.setAutoCommit(false);
        }
        Session session = new Session(connection, own ? null : connection.setSavepoint());
        try {
            Statements.send(
                    connection,
                    (own ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; " : "") + SETTINGS,
                    history);
            return session;
        } catch (SQLException failure) {
            try (session) {
                throw failure;
            }
        }
    }

    Tables tables() throws SQLException {
        return new Tables(Statements.query(connection, resource("tables.sql"), Session::table));
    }

    SortedMap<String, Long> sequences() throws SQLException {
        SortedMap<String, Long> sequences = new TreeMap<>();
        Statements.query(
                connection,
                resource("sequences.sql"),
                row -> sequences.put(row.getString("name"), row.getLong("value")));
        return sequences;
    }

    /** What each sequence feeds that feeds a column, by its name. */
    Map<String, Feed> feeds() throws SQLException {
        Map<String, Feed> feeds = new HashMap<>();
        Statements.query(
                connection,
                resource("feeds.sql"),
                row -> feeds.put(
                        row.getString("name"),
                        new Feed(
                                row.getString("feeds"),
                                row.getString("attribute"),
                                row.getBoolean("rising"),
                                row.getLong("next"))));
        return feeds;
    }

    /** The digests that these queries return, in their order. */
    List<Digest> digests(List<String> queries) throws SQLException {
        List<Digest> digests = new ArrayList<>(Collections.nCopies(queries.size(), Digest.NOTHING));
        for (int from = 0; from < queries.size(); from += BATCH) {
            // The parts of a UNION are run in any order.
            String batch = IntStream.range(from, Math.min(from + BATCH, queries.size()))
                    .mapToObj(number -> "SELECT " + number + ", d.* FROM (" + queries.get(number) + ") AS d")
                    .collect(Collectors.joining(" UNION ALL "));
            rows(batch, row -> digests.set(row.getInt(1), new Digest(row.getLong(2), row.getBigDecimal(3))));
        }
        return digests;
    }

    /** All rows of a query; the locks it took are given back, for a server has not room for those of all tables. */
    <T> List<T> rows(String sql, RowMapper<T> mapper) throws SQLException {
        Savepoint locks = connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(mapper.map(result));
            }
            connection.rollback(locks);
            return rows;
        }
    }

    /** The numbers in the only row of a query. */
    List<BigDecimal> numbers(String sql) throws SQLException {
        return rows(sql, row -> {
                    List<BigDecimal> numbers = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        numbers.add(row.getBigDecimal(column));
                    }
                    return numbers;
                })
                .get(0);
    }

    /** The rows of a query, few in memory at a time; the caller closes them. */
    KeyedRows stream(String sql, int[] places, int width) throws SQLException {
        Statement statement = connection.createStatement();
        try {
            statement.setFetchSize(FETCH);
            return new KeyedRows(statement, statement.executeQuery(sql), places, width);
        } catch (SQLException failure) {
            try (statement) {
                throw failure;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (start == null) {
            connection.rollback();
            connection.setAutoCommit(true);
        } else {
            connection.rollback(start);
        }
    }

    private static Table table(ResultSet row) throws SQLException {
        String[] names = array(row, "names", String[].class);
        Integer[] numbers = array(row, "numbers", Integer[].class);
        String[] types = array(row, "types", String[].class);
        String[] plain = array(row, "plain", String[].class);
        String[] families = array(row, "families", String[].class);
        Boolean[] keys = array(row, "keys", Boolean[].class);
        Boolean[] required = array(row, "required", Boolean[].class);
        String[] generated = array(row, "generated", String[].class);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            Column.Part part = new Column.Part(keys[i], required[i], generated[i]);
            columns.add(new Column(names[i], numbers[i], types[i], plain[i], families[i], part));
        }
        return new Table(
                row.getLong("oid"), row.getString("name"), List.of(array(row, "parts", String[].class)), columns);
    }

    private static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
        return type.cast(row.getArray(column).getArray());
    }

    private static String resource(String file) {
        try (InputStream stream = Session.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not in the plugin");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
