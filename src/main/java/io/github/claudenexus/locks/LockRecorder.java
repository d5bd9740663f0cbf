package io.github.claudenexus.locks;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Records the locks that one migration takes on the relations that existed before it. For a rehearsal database, which
 * nobody else uses: some statements are made to wait there.
 */
public final class LockRecorder implements StatementProbe, AutoCloseable {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Tables are counted up to here: to have read so many is to have read every row of what a rehearsal has. */
    private static final int MANY_ROWS = 1000;

    private final ObserverConnection beside;
    private final Map<Long, LockReader.Known> known;
    private final LockObservations record;
    // Statements that did not get their lock in time are not made to wait once more.
    private final Set<String> refused = new HashSet<>();

    private LockRecorder(ConnectionSettings database, Connection own, Collection<String> ignored) throws SQLException {
        this.beside = new ObserverConnection(database, own);
        this.known = LockReader.relations(own);
        this.record = new LockObservations(
                known, LockReader.names(own), LockReader.rows(own, known.values(), MANY_ROWS), Set.copyOf(ignored));
    }

    /**
     * One for the migration that runs next; it learns now which relations exist, and keeps a connection of its own.
     *
     * @param database the rehearsal database
     * @param ignored tables to leave out with their indexes, by names with their schema, quoted where that is needed
     */
    public static LockRecorder on(ConnectionSettings database, Collection<String> ignored) throws SQLException {
        Connection own = Connector.open(database);
        try {
            return new LockRecorder(database, own, ignored);
        } catch (SQLException | RuntimeException failure) {
            try (own) {
                throw failure;
            }
        }
    }

    @Override
    public <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable {
        record.begins(statement);
        String sql = statement.text();
        if (!connection.getAutoCommit()) {
            return looking(connection, sql, call);
        }
        return switch (ObservationMode.of(RuleText.statements(sql))) {
            case WRAPPED -> wrapped(connection, sql, call);
            case MADE_TO_WAIT -> fromBeside(connection, sql, call, true);
            case SAMPLED -> fromBeside(connection, sql, call, false);
            case ALONE -> {
                // A connection of ours would be in the way of CREATE DATABASE ... TEMPLATE; it is opened again when
                // needed.
                beside.close();
                yield call.run();
            }
        };
    }

    // A look begins no transaction, which would hide that the author's has ended, and none is made in a failed one.
    private <T> T looking(Connection connection, String sql, Call<T> call) throws Throwable {
        if (!isOpen(connection)) {
            return call.run();
        }
        LockSnapshot before = look(connection, sql);
        record.before(before);
        boolean turned = RuleText.isQuery(sql) && byIndex(connection, true);
        long beganNanos = System.nanoTime();
        T result;
        long nanos;
        try {
            result = call.run();
        } finally {
            nanos = System.nanoTime() - beganNanos;
            if (turned && isOpen(connection)) {
                byIndex(connection, false);
            }
        }
        if (isOpen(connection)) {
            record.after(before, look(connection, sql), nanos);
        }
        return result;
    }

    // What only reads or writes rows gives nothing another name.
    private static LockSnapshot look(Connection connection, String sql) throws SQLException {
        LockSnapshot look = LockReader.look(connection);
        return RuleText.writesRowsOnly(sql) ? look : look.with(LockReader.names(connection));
    }

    // On the small tables of a rehearsal the planner reads all rows where it would use an index on the target's.
    private static boolean byIndex(Connection connection, boolean only) throws SQLException {
        String setting = only ? "off" : "on";
        boolean differs = !Statements.query(
                        connection, "SELECT pg_catalog.current_setting('enable_seqscan')", row -> row.getString(1))
                .contains(setting);
        if (differs) {
            Statements.send(connection, "SET LOCAL enable_seqscan = " + setting);
        }
        return differs;
    }

    // BEGIN is sent as a statement: were the driver's autocommit off, it would fetch rows in portions that COMMIT
    // loses.
    private <T> T wrapped(Connection connection, String sql, Call<T> call) throws Throwable {
        Statements.send(connection, "BEGIN");
        try {
            T result = looking(connection, sql, call);
            Statements.send(connection, "COMMIT");
            record.committed();
            return result;
        } catch (Throwable failure) {
            end(connection, failure);
            throw failure;
        }
    }

    // What the server accepted is kept, as it would have been without the look: then it is the author's code that
    // threw.
    private void end(Connection connection, Throwable failure) {
        try {
            if (isOpen(connection)) {
                Statements.send(connection, "COMMIT");
                record.committed();
                return;
            }
            record.rolledBack();
            if (state(connection) == TransactionState.FAILED) {
                Statements.send(connection, "ROLLBACK");
            }
        } catch (SQLException alsoFailed) {
            record.rolledBack();
            failure.addSuppressed(alsoFailed);
        }
    }

    private <T> T fromBeside(Connection connection, String sql, Call<T> call, boolean hold) throws Throwable {
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        LockSampler watching = beside.watch(pid, hold && !refused.contains(sql) ? record.lockable() : List.of());
        T result;
        try {
            result = call.run();
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                refused.add(sql);
            }
            throw failure;
        } finally {
            watching.end();
        }
        beside.relations().ifPresent(now -> record.seenFromBeside(watching.seen(), now));
        return result;
    }

    private static boolean isOpen(Connection connection) throws SQLException {
        return state(connection) == TransactionState.OPEN;
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    @Override
    public void committed() {
        record.committed();
    }

    /**
     * A note for each lock, in order of time.
     *
     * @param sizes how large relations are on the target, as {@link RelationSizes} reads them
     * @param bigTable from how many bytes on a lock with a safer way is an error; below a hundredth of it the table is
     *     so small that what only takes its time there is not flagged
     */
    public List<LockNote> notes(Map<String, RelationSize> sizes, long bigTable) {
        return new Rules(sizes, bigTable).judge(record.sightings(), record.statements());
    }

    /**
     * How large relations are on the target by the names they have now, for the migration that comes next.
     *
     * @param sizes by the names they had before this migration
     */
    public Map<String, RelationSize> sizesAfter(Map<String, RelationSize> sizes) {
        return beside.relations()
                .map(now -> RelationSizes.renamed(sizes, known, now))
                .orElse(sizes);
    }

    @Override
    public void close() throws SQLException {
        beside.close();
    }
}
