package io.github.claudenexus.locks;

import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.locks.Relation.Known;
import io.github.claudenexus.locks.Relation.RelationState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a server for its relations and locks, one round trip a question. */
final class LockReader {

    private static final String RELATIONS = SqlResource.read(LockReader.class, "relations.sql");
    private static final String COLUMNS = SqlResource.read(LockReader.class, "columns.sql");
    private static final String SNAPSHOT = SqlResource.read(LockReader.class, "snapshot.sql");
    private static final String NAMES = SqlResource.read(LockReader.class, "names.sql");

    private LockReader() {}

    /** Which transactions' changes can be seen: while it is the same, so is all that is there. */
    static String visible(Connection connection) throws SQLException {
        return Statements.query(connection, "SELECT pg_catalog.pg_current_snapshot()::text", row -> row.getString(1))
                .get(0);
    }

    /** Every relation by its OID. */
    static Map<Long, Known> relations(Connection connection) throws SQLException {
        Map<Long, Set<String>> columns = new HashMap<>();
        Statements.query(connection, COLUMNS, row -> Map.entry(row.getLong("oid"), columns(row)))
                .forEach(one -> columns.put(one.getKey(), one.getValue()));
        Map<Long, Known> relations = new HashMap<>();
        Statements.query(
                        connection,
                        RELATIONS,
                        row -> new Known(
                                new Relation(
                                        row.getLong("oid"),
                                        row.getString("name"),
                                        row.getString("plain"),
                                        row.getString("kind").charAt(0),
                                        row.getLong("of_table"),
                                        row.getBoolean("is_partition")),
                                new RelationState(
                                        row.getString("name"),
                                        row.getLong("file"),
                                        columns.getOrDefault(row.getLong("oid"), Set.of()))))
                .forEach(known -> relations.put(known.relation().oid(), known));
        return relations;
    }

    /** What the connection's own transaction holds and has done; without the names. */
    static LockSnapshot snapshot(Connection connection) throws SQLException {
        Map<Long, Set<LockMode>> locks = new HashMap<>();
        Map<Long, LockSnapshot.Counts> counts = new HashMap<>();
        Map<Long, RelationState> states = new HashMap<>();
        String transaction = "";
        String lockTimeout = "";
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOT);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                transaction = String.valueOf(row.getString("transaction"));
                lockTimeout = row.getString("lock_timeout");
                long oid = row.getLong("oid");
                if (row.getArray("modes") != null) {
                    locks.put(oid, modes(row));
                    if (row.getBoolean("exists")) {
                        states.put(oid, state(row));
                    }
                }
                counts.put(
                        oid,
                        new LockSnapshot.Counts(
                                row.getLong("scans"),
                                row.getLong("read"),
                                row.getLong("inserted"),
                                row.getLong("changed")));
            }
        }
        return new LockSnapshot(transaction, lockTimeout, locks, counts, states, Map.of());
    }

    /** What running code calls by its name, by a key that a change of the name leaves as it is. */
    static Map<String, Relation> names(Connection connection) throws SQLException {
        Map<String, Relation> names = new LinkedHashMap<>();
        Statements.query(
                        connection,
                        NAMES,
                        row -> Map.entry(
                                row.getString("key"),
                                new Relation(
                                        row.getLong("oid"),
                                        row.getString("name"),
                                        row.getString("plain"),
                                        row.getString("kind").charAt(0),
                                        0,
                                        false)))
                .forEach(name -> names.put(name.getKey(), name.getValue()));
        return names;
    }

    /** How many rows each of these tables has, counted up to a limit; nothing where one of them may not be read. */
    static Map<Long, Long> rows(Connection connection, Collection<Relation> tables, int limit) {
        String counts = tables.stream()
                .filter(relation -> relation.kind() == 'r' || relation.kind() == 'm')
                .map(relation -> "SELECT " + relation.oid() + " AS oid, count(*) AS rows FROM (SELECT FROM ONLY "
                        + relation.name() + " LIMIT " + limit + ") AS first")
                .collect(Collectors.joining(" UNION ALL "));
        Map<Long, Long> rows = new HashMap<>();
        if (!counts.isEmpty()) {
            try {
                Statements.query(connection, counts, row -> Map.entry(row.getLong("oid"), row.getLong("rows")))
                        .forEach(count -> rows.put(count.getKey(), count.getValue()));
            } catch (SQLException unreadable) {
                // Then what an index read is not held against the rows there are.
                return Map.of();
            }
        }
        return rows;
    }

    private static Set<LockMode> modes(ResultSet row) throws SQLException {
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        for (String mode : (String[]) row.getArray("modes").getArray()) {
            modes.add(LockMode.ofCatalog(mode));
        }
        return modes;
    }

    private static RelationState state(ResultSet row) throws SQLException {
        return new RelationState(row.getString("name"), row.getLong("file"), columns(row));
    }

    private static Set<String> columns(ResultSet row) throws SQLException {
        return Set.of((String[]) row.getArray("columns").getArray());
    }
}
