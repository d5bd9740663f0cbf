package io.github.claudenexus.author;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The index builds of other sessions. One that works CONCURRENTLY waits in its last phase for every transaction that is
 * open, one that waits for the same table included: it would end in a deadlock. So who wants the table asks, and asks
 * again, but does not queue.
 */
public final class OthersBuild {

    /** True when another session builds an index on the table {@code i.indrelid}, whatever role may ask. */
    static final String ON_TABLE = "EXISTS (SELECT FROM pg_locks l JOIN pg_stat_progress_create_index p USING (pid)"
            + " JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.granted"
            + " AND l.locktype = 'relation' AND l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock'"
            + " AND l.pid <> pg_backend_pid())";

    // What a role may not see of another's session is null; pg_locks and the pids of index builds are everybody's to
    // see.
    private static final String WHO = """
            SELECT a.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), coalesce(a.usename, 'unknown'),
                left(coalesce(a.query, ''), 200)
            FROM pg_locks l
            JOIN pg_stat_progress_create_index p USING (pid)
            JOIN pg_stat_activity a USING (pid)
            JOIN pg_database d ON d.oid = l.database
            WHERE d.datname = current_database() AND l.granted AND l.locktype = 'relation'
              AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> pg_backend_pid()
              AND l.relation = coalesce(
                (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass(?)), to_regclass(?))
            ORDER BY a.pid
            """;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Connection connection;
    private final StatementLog log;

    public OthersBuild(Connection connection, StatementLog log) {
        this.connection = connection;
        this.log = log;
    }

    private record Builder(int pid, String words) {}

    /**
     * Returns when no other session builds an index on this table, or on the table of this index; refused like a lock
     * when time is up.
     *
     * @return whether there was one to wait for
     */
    public boolean await(String relation, Deadline deadline) throws SQLException {
        int reported = 0;
        for (Optional<Builder> other = on(relation); other.isPresent(); other = on(relation)) {
            if (other.get().pid() != reported) {
                reported = other.get().pid();
                log.waitsFor(other.get().words());
            }
            if (deadline.left().isZero()) {
                throw new SQLException("another session builds an index on the table", "55P03");
            }
            LockRetry.sleep(BETWEEN_LOOKS);
        }
        return reported != 0;
    }

    /** Whether another session builds an index there now. */
    boolean any(String relation) throws SQLException {
        return on(relation).isPresent();
    }

    private Optional<Builder> on(String relation) throws SQLException {
        return Statements.query(
                        connection,
                        WHO,
                        row -> new Builder(
                                row.getInt(1),
                                "pid " + row.getInt(1) + " (" + row.getString(2) + ", user " + row.getString(3) + "): "
                                        + Statement.of(row.getString(4)).excerpt()),
                        relation,
                        relation)
                .stream()
                .findFirst();
    }
}
