package io.github.claudenexus.locks;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.locks.Relation.Known;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Records the locks that one migration acquires on the relations that existed before it, on a rehearsal database. */
public final class LockRecorder implements StatementProbe {

    /** Tables are counted up to here: to have read so many is to have read every row of what a rehearsal has. */
    private static final int MANY_ROWS = 1000;

    private final KnownObjects existing;
    private final LockObservations observations;
    private Map<Long, Known> relations = Map.of();
    private String visible = "";

    private LockRecorder(KnownObjects existing) {
        this.existing = existing;
        this.observations = new LockObservations(existing);
    }

    /**
     * One for the migration that runs next; it reads now which relations exist.
     *
     * @param connection to the rehearsal's database, in no transaction
     * @param ignored tables to leave out with their indexes, by names with their schema, quoted where that is needed
     * @param counted how many rows tables have, by OID; those of the others are counted
     */
    public static LockRecorder on(Connection connection, Collection<String> ignored, Map<Long, Long> counted)
            throws SQLException {
        Map<Long, Known> relations = LockReader.relations(connection);
        Map<Long, Long> rows = new HashMap<>(counted);
        rows.putAll(LockReader.rows(
                connection,
                relations.values().stream()
                        .map(Known::relation)
                        .filter(relation -> !counted.containsKey(relation.oid()))
                        .toList(),
                MANY_ROWS));
        KnownObjects existing = new KnownObjects(relations, LockReader.names(connection), rows);
        return new LockRecorder(existing.without(Set.copyOf(ignored)));
    }

    @Override
    public <T> T around(Connection connection, Statement statement, Call<T> call) throws Throwable {
        RanStatement ran = observations.begins(statement);
        if (!connection.getAutoCommit()) {
            return observed(connection, ran, call);
        }
        return ran.runsInTransaction() ? wrapped(connection, ran, call) : outside(connection, call);
    }

    // Reading begins no transaction, which would hide that the author's has ended; nothing is sent in a failed one.
    private <T> T observed(Connection connection, RanStatement ran, Call<T> call) throws Throwable {
        if (!isOpen(connection)) {
            return call.run();
        }
        LockSnapshot before = LockReader.snapshot(connection);
        observations.before(before);
        boolean switched = ran.isQuery() && switchSequentialScans(connection, "off");
        long beganNanos = System.nanoTime();
        T result;
        long nanos;
        try {
            result = call.run();
        } finally {
            nanos = System.nanoTime() - beganNanos;
            if (switched && isOpen(connection)) {
                switchSequentialScans(connection, "on");
            }
        }
        if (isOpen(connection)) {
            LockSnapshot after = LockReader.snapshot(connection);
            observations.after(
                    before, observations.mayChangeNames(ran) ? after.with(LockReader.names(connection)) : after, nanos);
        }
        return result;
    }

    // On the small tables of a rehearsal the planner reads all rows where it would use an index on the target's.
    private static boolean switchSequentialScans(Connection connection, String setting) throws SQLException {
        boolean differs = !Statements.query(
                        connection, "SELECT pg_catalog.current_setting('enable_seqscan')", row -> row.getString(1))
                .contains(setting);
        if (differs) {
            Statements.send(connection, "SET LOCAL enable_seqscan = " + setting);
        }
        return differs;
    }

    // BEGIN is sent as a statement: were the driver's autocommit off, it would fetch rows in portions, which COMMIT
    // loses.
    private <T> T wrapped(Connection connection, RanStatement ran, Call<T> call) throws Throwable {
        Statements.send(connection, "BEGIN");
        try {
            T result = observed(connection, ran, call);
            Statements.send(connection, "COMMIT");
            observations.committed();
            return result;
        } catch (Throwable failure) {
            end(connection, failure);
            throw failure;
        }
    }

    // Where the author's code threw after the server had accepted the statement, it is kept, as it would have been
    // without the recorder.
    private void end(Connection connection, Throwable failure) {
        try {
            if (isOpen(connection)) {
                Statements.send(connection, "COMMIT");
                observations.committed();
                return;
            }
            observations.rolledBack();
            if (state(connection) == TransactionState.FAILED) {
                Statements.send(connection, "ROLLBACK");
            }
        } catch (SQLException alsoFailed) {
            observations.rolledBack();
            failure.addSuppressed(alsoFailed);
        }
    }

    private <T> T outside(Connection connection, Call<T> call) throws Throwable {
        Map<Long, Known> before = relations(connection);
        T result = call.run();
        observations.outside(before, relations(connection));
        return result;
    }

    // Most of what is sent outside of a transaction are the guards of a class, which change nothing.
    private Map<Long, Known> relations(Connection connection) throws SQLException {
        String now = LockReader.visible(connection);
        if (!now.equals(visible)) {
            relations = LockReader.relations(connection);
            visible = now;
        }
        return relations;
    }

    private static boolean isOpen(Connection connection) throws SQLException {
        return state(connection) == TransactionState.OPEN;
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    @Override
    public void committed() {
        observations.committed();
    }

    /**
     * A note for each lock, in order of time.
     *
     * @param sizes how large relations are on the target, as {@link RelationSizes} reads them; empty without a target
     * @param bigTable from how many bytes on a lock with a safer way is an error; on a table of less than a hundredth of
     *     that, what only takes time is not flagged
     */
    public List<LockNote> notes(Optional<Map<String, RelationSize>> sizes, long bigTable) {
        return new LockJudge(sizes, bigTable).notes(observations.all(), observations.statements());
    }

    /**
     * How large relations are on the target by the names they have now, for the migration that comes next.
     *
     * @param connection to the rehearsal's database, in no transaction
     * @param sizes by the names they had before this migration
     */
    public Map<String, RelationSize> sizesAfter(Connection connection, Map<String, RelationSize> sizes)
            throws SQLException {
        return sizes.isEmpty()
                ? sizes
                : RelationSizes.renamed(sizes, existing.relations(), LockReader.relations(connection));
    }
}
