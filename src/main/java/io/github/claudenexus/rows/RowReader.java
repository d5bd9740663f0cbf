package io.github.claudenexus.rows;

import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.rows.DatabaseRows.Sequence;
import io.github.claudenexus.rows.Table.TableColumn;
import io.github.claudenexus.rows.TableRows.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a rehearsal's database into memory. */
public final class RowReader {

    /** How large the tables whose rows are read may be together; the rows of more are only counted. */
    static final long MAX_BYTES = 16L << 20;

    /** How many tables one message reads: answers must not fill the connection while it is still being sent. */
    private static final int TABLES_IN_A_MESSAGE = 50;

    // Values are written alike whatever the database prefers, and no policy hides a row.
    private static final String SETTINGS = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SELECT set_config(name, value, true)
            FROM (VALUES ('nexus.history', ?), ('nexus.tables', ?), ('search_path', ''), ('DateStyle', 'ISO'), ('TimeZone', 'UTC'),
                         ('IntervalStyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),
                         ('lc_monetary', 'C'), ('quote_all_identifiers', 'off'), ('jit', 'off'),
                         ('row_security', 'off')) AS wanted (name, value)""";

    private final Connection connection;
    private final long maxBytes;
    private final Set<Table> tooLarge = new HashSet<>();
    private final Map<String, String> known = new HashMap<>();

    private RowReader(Connection connection, long maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads all rows but those of the history table.
     *
     * @param connection one with autocommit; after a failure it is to be closed
     * @param history the history table with its schema, quoted where that is needed
     */
    public static DatabaseRows read(Connection connection, String history) throws SQLException {
        return read(connection, history, MAX_BYTES);
    }

    static DatabaseRows read(Connection connection, String history, long maxBytes) throws SQLException {
        begin(connection, history, "");
        List<TableRows> rows = new RowReader(connection, maxBytes).rows(tables(connection));
        List<Sequence> sequences = new KnownSequences().read(connection);
        end(connection);
        return new DatabaseRows(rows, sequences);
    }

    /**
     * Begins a transaction that only reads.
     *
     * @param tables the OIDs of the tables to read, separated by commas; empty for all
     */
    static void begin(Connection connection, String history, String tables) throws SQLException {
        connection.setAutoCommit(false);
        Statements.send(connection, SETTINGS, history, tables);
    }

    static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    static List<Table> tables(Connection connection) throws SQLException {
        return Statements.query(connection, SqlResource.read(RowReader.class, "tables.sql"), RowReader::table);
    }

    /** The rows of these tables, all of which there is room for. */
    static List<TableRows> rowsOf(Connection connection, List<Table> tables) throws SQLException {
        return new RowReader(connection, Long.MAX_VALUE).rows(tables);
    }

    private List<TableRows> rows(List<Table> tables) throws SQLException {
        List<TableRows> all = new ArrayList<>();
        List<Table> filled = new ArrayList<>();
        long room = maxBytes;
        for (Table table : tables) {
            if (table.bytes() == 0) {
                all.add(new TableRows(table, List.of(), 0));
            } else {
                filled.add(table);
                if (table.bytes() <= room) {
                    room -= table.bytes();
                } else {
                    tooLarge.add(table);
                }
            }
        }
        for (int from = 0; from < filled.size(); from += TABLES_IN_A_MESSAGE) {
            all.addAll(send(filled.subList(from, Math.min(from + TABLES_IN_A_MESSAGE, filled.size()))));
        }
        return all;
    }

    private List<TableRows> send(List<Table> tables) throws SQLException {
        // The locks are released with the savepoint: the server has no room for those of all tables.
        String queries = tables.stream()
                .map(this::query)
                .collect(Collectors.joining("; ", "SAVEPOINT locks; ", "; ROLLBACK TO SAVEPOINT locks"));
        List<TableRows> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isResult = statement.execute(queries);
            while (isResult || statement.getUpdateCount() >= 0) {
                if (isResult) {
                    all.add(rows(tables.get(all.size()), statement.getResultSet()));
                }
                isResult = statement.getMoreResults();
            }
        }
        return all;
    }

    private TableRows rows(Table table, ResultSet result) throws SQLException {
        if (tooLarge.contains(table)) {
            result.next();
            return new TableRows(table, List.of(), result.getLong(1));
        }
        List<Row> rows = new ArrayList<>();
        int width = table.columns().size();
        while (result.next()) {
            @Nullable String[] values = new String[width];
            for (int place = 0; place < width; place++) {
                String value = result.getString(place + 1);
                values[place] = value == null ? null : known.computeIfAbsent(value, same -> same);
            }
            rows.add(Row.of(values));
        }
        return new TableRows(table, rows, rows.size());
    }

    private String query(Table table) {
        boolean counted = tooLarge.contains(table);
        String columns = counted || table.columns().isEmpty()
                ? "1"
                : table.columns().stream().map(RowReader::value).collect(Collectors.joining(", "));
        // Without its partitions a partitioned table has no rows.
        List<String> parts = table.parts().isEmpty() ? List.of(table.name()) : table.parts();
        String rows = parts.stream()
                .map(part -> "SELECT " + columns + " FROM ONLY " + part + " AS t")
                .collect(Collectors.joining(" UNION ALL "));
        return counted ? "SELECT count(*) FROM (" + rows + ") AS t" : rows;
    }

    // The value of a virtual column is computed when it is read, and may fail.
    private static String value(TableColumn column) {
        return column.isVirtual() ? "NULL" : "t." + column.name() + "::text";
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
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            columns.add(new TableColumn(
                    names[i], numbers[i], types[i], plain[i], families[i], keys[i], required[i], generated[i]));
        }
        List<String> parts = List.of(array(row, "parts", String[].class));
        return new Table(row.getLong("oid"), row.getString("name"), parts, columns, row.getLong("bytes"));
    }

    private static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
        return type.cast(row.getArray(column).getArray());
    }
}
