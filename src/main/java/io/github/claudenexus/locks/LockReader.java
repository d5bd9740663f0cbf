package io.github.claudenexus.locks;

import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a server for its relations and locks, one round trip a question. */
final class LockReader {

    private static final String RELATIONS = SqlResource.read(LockReader.class, "relations.sql");
    private static final String LOOK = SqlResource.read(LockReader.class, "look.sql");
    private static final String NAMES = SqlResource.read(LockReader.class, "names.sql");
    private static final String REQUESTS = SqlResource.read(LockReader.class, "requests.sql");

    private LockReader() {}

    /** A relation, and how it looks at this moment. */
    record Known(Relation relation, RelationState shape) {}

    /** A lock that a backend has or waits for. */
    record Request(long oid, LockMode mode, boolean granted) {}

    /** Every relation by its number. */
    static Map<Long, Known> relations(Connection connection) throws SQLException {
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
                                shape(row)))
                .forEach(known -> relations.put(known.relation().oid(), known));
        return relations;
    }

    /** What the connection's own transaction holds and has done; without the names. */
    static LockSnapshot look(Connection connection) throws SQLException {
        Map<Long, Set<LockMode>> locks = new HashMap<>();
        Map<Long, Counts> counts = new HashMap<>();
        Map<Long, RelationState> shapes = new HashMap<>();
        String transaction = "";
        String lockTimeout = "";
        try (PreparedStatement statement = connection.prepareStatement(LOOK);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                transaction = String.valueOf(row.getString("transaction"));
                lockTimeout = row.getString("lock_timeout");
                long oid = row.getLong("oid");
                if (row.getArray("modes") != null) {
                    locks.put(oid, modes(row));
                    if (row.getBoolean("exists")) {
                        shapes.put(oid, shape(row));
                    }
                }
                counts.put(
                        oid,
                        new Counts(
                                row.getLong("scans"),
                                row.getLong("read"),
                                row.getLong("inserted"),
                                row.getLong("changed")));
            }
        }
        return new LockSnapshot(transaction, lockTimeout, locks, counts, shapes, Map.of());
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
    static Map<Long, Long> rows(Connection connection, Collection<Known> tables, int limit) {
        String counts = tables.stream()
                .map(Known::relation)
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

    /** The locks of the backend with this number. */
    static List<Request> requests(Connection connection, int pid) throws SQLException {
        return Statements.query(
                connection,
                REQUESTS,
                row -> new Request(
                        row.getLong("oid"), LockMode.ofCatalog(row.getString("mode")), row.getBoolean("granted")),
                pid);
    }

    private static Set<LockMode> modes(ResultSet row) throws SQLException {
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        for (String mode : (String[]) row.getArray("modes").getArray()) {
            modes.add(LockMode.ofCatalog(mode));
        }
        return modes;
    }

    private static RelationState shape(ResultSet row) throws SQLException {
        return new RelationState(row.getString("name"), row.getLong("file"), Set.of((String[])
                row.getArray("columns").getArray()));
    }
}
