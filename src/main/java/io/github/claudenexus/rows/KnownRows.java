package io.github.claudenexus.rows;

import io.github.claudenexus.jdbc.SqlResource;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * The rows of one database as they were last read, so that to read them again costs what was written since. The server
 * counts, for each table, the rows that were ever written; what it has not counted shows in a table's definition, as
 * TRUNCATE does, which gives the table another file. In every doubt all is read.
 */
public final class KnownRows {

    /** The first version that can be made to count at once what this session has written. */
    private static final int COUNTS_AT_ONCE = 15;

    private static final String WRITTEN = SqlResource.read(KnownRows.class, "written.sql");

    private final String history;
    private final long maxBytes;
    private Definitions definitions = Definitions.NONE;
    private Map<Long, Long> counts = Map.of();
    private Map<Long, TableRows> rows = Map.of();
    private KnownSequences sequences = new KnownSequences();
    private int writer;

    /**
     * What is known of the tables' definitions.
     *
     * @param forms how often rows may have become others that nobody has written, or tables and columns have new names
     * @param stamps by OID; that of a table changes with its definition, and when it is given another file
     */
    public record Definitions(int forms, Map<Long, Long> stamps) {

        static final Definitions NONE = new Definitions(-1, Map.of());

        /** Copies the map. */
        public Definitions {
            stamps = Map.copyOf(stamps);
        }
    }

    /**
     * Nothing is known yet.
     *
     * @param history the history table with its schema, quoted where that is needed
     */
    public KnownRows(String history) {
        this(history, RowReader.MAX_BYTES);
    }

    KnownRows(String history, long maxBytes) {
        this.history = history;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads what the tables hold now, but for the history table: as {@link RowReader}, of what differs.
     *
     * @param written the connection over which all was written, with autocommit
     * @param connection the one to read over, with autocommit; after a failure it is to be closed
     * @param now as of this moment
     */
    public DatabaseRows read(Connection written, Connection connection, Definitions now) throws SQLException {
        if (!counts(written)) {
            return RowReader.read(connection, history, maxBytes);
        }
        int writer = written.unwrap(PGConnection.class).getBackendPID();
        // Of a session that has ended, what it wrote is counted at some later moment.
        boolean all = rows.isEmpty() || now.forms() != definitions.forms() || writer != this.writer;
        Map<Long, TableRows> known = all ? new HashMap<>() : new HashMap<>(rows);
        known.keySet().retainAll(now.stamps().keySet());
        RowReader.begin(connection, history, "");
        Map<Long, Long> counted =
                Statements.query(connection, WRITTEN, row -> Map.entry(row.getLong("oid"), row.getLong("written")))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<Long> changed = all ? new HashSet<>() : changed(now, counted);
        if (all) {
            sequences = new KnownSequences();
        }
        changed.addAll(sequences.forget(changed, now.stamps().keySet()));
        Statements.send(connection, "SELECT set_config('nexus.tables', ?, true)", all ? "" : list(changed));
        List<Table> tables = RowReader.tables(connection);
        known.keySet().removeAll(changed);
        tables.forEach(table -> known.remove(table.oid()));
        long bytes = known.values().stream()
                        .mapToLong(unchanged -> unchanged.table().bytes())
                        .sum()
                + tables.stream().mapToLong(Table::bytes).sum();
        if (bytes > maxBytes) {
            RowReader.end(connection);
            forget();
            return RowReader.read(connection, history, maxBytes);
        }
        RowReader.rowsOf(connection, tables)
                .forEach(read -> known.put(read.table().oid(), read));
        DatabaseRows read = new DatabaseRows(known.values(), sequences.read(connection));
        RowReader.end(connection);
        definitions = now;
        counts = counted;
        this.writer = writer;
        rows = known;
        return read;
    }

    /** Has all be read the next time. */
    public void forget() {
        rows = Map.of();
    }

    /** Has what this session wrote be counted; false where a server does not, or not before some time has passed. */
    private static boolean counts(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= COUNTS_AT_ONCE
                && Statements.query(
                                connection,
                                "SELECT current_setting('track_counts')::boolean, pg_stat_force_next_flush()",
                                row -> row.getBoolean(1))
                        .get(0);
    }

    // None at all would mean all.
    private static String list(Set<Long> oids) {
        return Stream.concat(Stream.of(0L), oids.stream()).map(String::valueOf).collect(Collectors.joining(","));
    }

    private Set<Long> changed(Definitions now, Map<Long, Long> counted) {
        Set<Long> changed = new HashSet<>();
        now.stamps().forEach((oid, stamp) -> {
            if (!Objects.equals(definitions.stamps().get(oid), stamp)) {
                changed.add(oid);
            }
        });
        counted.forEach((oid, count) -> {
            if (!Objects.equals(counts.get(oid), count)) {
                changed.add(oid);
            }
        });
        changed.removeIf(oid -> oid < 0);
        return changed;
    }
}
