package io.github.claudenexus.rows;

import com.google.gson.Gson;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.RowMapper;
import io.github.claudenexus.rows.EmptyTable.Check;
import io.github.claudenexus.rows.EmptyTable.EmptyColumn;
import io.github.claudenexus.rows.EmptyTable.Reference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes rows made from the catalog into tables that have none. */
public final class GeneratedRows {

    // Names are read with their schema, and no policy keeps a row out.
    private static final String SETTINGS = """
            SELECT set_config('search_path', '', true), set_config('standard_conforming_strings', 'on', true),
                   set_config('quote_all_identifiers', 'off', true)""";

    // A trigger of the user's finds its tables by the search path; one that never ends is no reason to wait.
    private static final String BEFORE_WRITING = """
            SET CONSTRAINTS ALL IMMEDIATE;
            SELECT set_config('standard_conforming_strings', 'on', true), set_config('statement_timeout', '10s', true),
                   set_config('nexus.rows', ?, true), set_config('nexus.refused', '[]', true)""";

    private static final String TIME_IS_UP = "57014";

    private static final String REFUSED = """
            SELECT "table", min(reason)
            FROM jsonb_to_recordset(current_setting('nexus.refused')::jsonb) AS r ("table" text, reason text)
            GROUP BY 1""";

    private final Connection connection;

    private GeneratedRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * Fills tables.
     *
     * @param connection one with autocommit; after a failure it is to be closed
     * @param empty the tables, none of which has a row, with their schemas, quoted where that is needed
     * @return why rows were refused, by table; not only of tables that have none at all
     */
    public static Map<String, String> fill(Connection connection, List<String> empty, RowChoice choice)
            throws SQLException {
        return empty.isEmpty() ? Map.of() : new GeneratedRows(connection).fill(empty, choice);
    }

    /**
     * Empties tables, whatever refers to them. Those that are not there any more are passed over.
     *
     * @param tables with their schemas, quoted where that is needed
     */
    public static void remove(Connection connection, List<String> tables) throws SQLException {
        Object names = connection.createArrayOf("text", tables.toArray());
        List<String> there = Statements.query(
                connection,
                "SELECT name FROM unnest(?::text[]) AS t (name) WHERE to_regclass(name) IS NOT NULL",
                row -> row.getString(1),
                names);
        String delete = there.stream().map(table -> "; DELETE FROM " + table).collect(Collectors.joining());
        Statements.send(connection, "BEGIN; SET LOCAL session_replication_role = replica" + delete + "; COMMIT");
    }

    private Map<String, String> fill(List<String> empty, RowChoice choice) throws SQLException {
        connection.setAutoCommit(false);
        Statements.send(connection, SETTINGS);
        Object names = connection.createArrayOf("text", empty.toArray());
        List<EmptyTable> tables = tables(names);
        Samples samples = new Samples(types(names), choice);
        connection.rollback();
        Map<String, String> refused = write(RowMaker.rows(tables, samples, choice));
        connection.setAutoCommit(true);
        return refused;
    }

    private Map<String, String> write(List<MadeRow> rows) throws SQLException {
        Map<String, String> refused = new TreeMap<>();
        if (!rows.isEmpty()) {
            Statements.send(connection, BEFORE_WRITING, new Gson().toJson(rows));
            try {
                Statements.send(connection, SqlResource.read(GeneratedRows.class, "write-rows.sql"));
                Statements.query(connection, REFUSED, row -> refused.put(row.getString(1), row.getString(2)));
            } catch (SQLException late) {
                if (!TIME_IS_UP.equals(late.getSQLState())) {
                    throw late;
                }
                connection.rollback();
                rows.forEach(row -> refused.put(row.table(), "it took more than 10 s to write the rows of all tables"));
            }
        }
        connection.commit();
        return refused;
    }

    private <T> List<T> read(String file, RowMapper<T> mapper, Object... parameters) throws SQLException {
        return Statements.query(connection, SqlResource.read(GeneratedRows.class, file), mapper, parameters);
    }

    /** The columns of one table, in their order. */
    private record Columns(String table, boolean partitioned, EmptyColumn column) {}

    /** What a table demands of its rows. */
    private record Demand(String table, String kind, List<Integer> columns, Reference reference, String expression) {}

    /** What one partition, or one above it, holds. */
    private record Bound(String table, String leaf, List<String> columns, String bound) {}

    private List<EmptyTable> tables(Object names) throws SQLException {
        List<Columns> columns = read("empty-columns.sql", GeneratedRows::column, names);
        List<Demand> demands = read("empty-constraints.sql", GeneratedRows::demand, names, names);
        List<Bound> bounds = columns.stream().anyMatch(Columns::partitioned)
                ? read(
                        "empty-partitions.sql",
                        row -> new Bound(
                                row.getString("table"),
                                row.getString("leaf"),
                                list(row, "columns", String[].class),
                                row.getString("bound")),
                        names)
                : List.of();
        Map<String, List<Columns>> byTable = columns.stream()
                .collect(Collectors.groupingBy(Columns::table, LinkedHashMap::new, Collectors.toList()));
        List<EmptyTable> tables = new ArrayList<>();
        byTable.forEach((name, its) -> tables.add(table(name, its, demands, bounds)));
        return tables;
    }

    private static EmptyTable table(String name, List<Columns> columns, List<Demand> demands, List<Bound> bounds) {
        List<Demand> its =
                demands.stream().filter(demand -> demand.table().equals(name)).toList();
        Map<String, PartitionValues> leaves = new LinkedHashMap<>();
        List<EmptyColumn> all = columns.stream().map(Columns::column).toList();
        bounds.stream().filter(bound -> bound.table().equals(name)).forEach(bound -> leaves.computeIfAbsent(
                        bound.leaf(), leaf -> new PartitionValues())
                .add(bound.columns(), bound.bound()));
        return new EmptyTable(
                name,
                all,
                its.stream()
                        .filter(demand -> demand.kind().equals("u"))
                        .map(demand -> Set.copyOf(demand.columns()))
                        .toList(),
                its.stream()
                        .filter(demand -> demand.kind().equals("f"))
                        .map(Demand::reference)
                        .toList(),
                its.stream()
                        .filter(demand -> demand.kind().equals("c"))
                        .map(demand -> new Check(Set.copyOf(demand.columns()), demand.expression()))
                        .toList(),
                leaves.values().stream().map(PartitionValues::byColumn).toList());
    }

    private static Columns column(ResultSet row) throws SQLException {
        return new Columns(
                row.getString("table"),
                row.getBoolean("partitioned"),
                new EmptyColumn(
                        row.getInt("number"),
                        row.getString("name"),
                        row.getLong("type"),
                        row.getInt("modifier"),
                        row.getBoolean("required"),
                        row.getBoolean("generated"),
                        row.getBoolean("counted"),
                        row.getString("otherwise")));
    }

    private static Demand demand(ResultSet row) throws SQLException {
        List<Integer> columns = list(row, "columns", Integer[].class);
        return new Demand(
                row.getString("table"),
                row.getString("kind"),
                columns,
                new Reference(columns, row.getString("parent"), list(row, "keys", String[].class)),
                row.getString("expression"));
    }

    private Map<Long, ColumnType> types(Object names) throws SQLException {
        Map<Long, ColumnType> types = new HashMap<>();
        read("empty-types.sql", row -> types.put(row.getLong("oid"), type(row)), names);
        return types;
    }

    private static ColumnType type(ResultSet row) throws SQLException {
        return new ColumnType(
                row.getString("name"),
                row.getString("kind"),
                row.getLong("part"),
                row.getInt("modifier"),
                list(row, "labels", String[].class),
                list(row, "attributes", Long[].class),
                list(row, "modifiers", Integer[].class),
                list(row, "checks", String[].class));
    }

    private static <T> List<T> list(ResultSet row, String column, Class<T[]> type) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? List.of() : List.of(type.cast(array.getArray()));
    }
}
