package io.github.claudenexus.rows;

import io.github.claudenexus.jdbc.ByIndexes;
import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.rows.DatabaseRows.Fed;
import io.github.claudenexus.rows.DatabaseRows.Sequence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sequences of one database: their values are read each time, what they are only where that may differ. */
final class KnownSequences {

    private static final String DEFINITIONS = ByIndexes.sql(SqlResource.read(KnownSequences.class, "sequences.sql"));
    private static final String VALUES = "SELECT oid::bigint, pg_sequence_last_value(oid) FROM unnest(?::oid[]) AS oid";

    private final Map<Long, Definition> known = new HashMap<>();

    /**
     * What a sequence is.
     *
     * @param tables the OIDs of the tables that it feeds
     */
    private record Definition(long oid, String name, long start, long increment, Set<Long> tables, List<Fed> feeds) {

        Sequence with(Optional<Long> last) {
            return new Sequence(name, last.orElse(0L), last.map(this::after).orElse(start), increment > 0, feeds);
        }

        // The last value there can be is followed by none.
        private long after(long last) {
            long next = last + increment;
            return (next > last) == (increment > 0) ? next : last;
        }
    }

    /**
     * Forgets those that may be others than was known; which of these are to be read again.
     *
     * @param changed OIDs of tables and sequences that are others now
     * @param there the OIDs of all that is there
     */
    Set<Long> forget(Set<Long> changed, Set<Long> there) {
        Set<Long> again = known.values().stream()
                .filter(definition -> definition.tables().stream().anyMatch(changed::contains))
                .map(Definition::oid)
                .collect(Collectors.toSet());
        known.keySet().retainAll(there);
        known.keySet().removeAll(changed);
        known.keySet().removeAll(again);
        return again;
    }

    /**
     * Reads their values, and what those are that the setting nexus.tables names: all where it is empty.
     *
     * @param connection in a transaction that {@link RowReader} has begun
     */
    List<Sequence> read(Connection connection) throws SQLException {
        Statements.query(connection, DEFINITIONS, KnownSequences::definition)
                .forEach(definition -> known.put(definition.oid(), definition));
        String oids = known.keySet().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        Map<Long, Optional<Long>> values = new HashMap<>();
        Statements.query(
                connection,
                VALUES,
                row -> values.put(row.getLong(1), Optional.ofNullable(row.getObject(2, Long.class))),
                oids);
        return known.values().stream()
                .map(definition -> definition.with(values.getOrDefault(definition.oid(), Optional.empty())))
                .toList();
    }

    private static Definition definition(ResultSet row) throws SQLException {
        String[] tables = array(row, "tables", String[].class);
        String[] columns = array(row, "columns", String[].class);
        List<Fed> feeds = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            feeds.add(new Fed(tables[i], columns[i]));
        }
        return new Definition(
                row.getLong("oid"),
                row.getString("name"),
                row.getLong("start"),
                row.getLong("increment"),
                new HashSet<>(List.of(array(row, "oids", Long[].class))),
                feeds);
    }

    private static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
        return type.cast(row.getArray(column).getArray());
    }
}
