package io.github.claudenexus.session;

import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who a session waits for, each in words that say what to end. */
final class Blockers {

    /** The pid that the server gives for a prepared transaction, which has no session. */
    private static final int NO_SESSION = 0;

    private static final String SESSIONS = """
            SELECT b.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), coalesce(a.usename, 'unknown'),
                CASE WHEN a.state IS NULL THEN 'more only with pg_read_all_stats'
                    ELSE a.state || coalesce(', transaction open for '
                        || to_char(clock_timestamp() - a.xact_start, 'HH24:MI:SS'), '') END,
                left(coalesce(a.query, ''), 200)
            FROM (SELECT DISTINCT unnest(pg_blocking_pids(?)) AS pid) b LEFT JOIN pg_stat_activity a USING (pid)
            WHERE b.pid = 0 OR a.pid IS NOT NULL
            ORDER BY b.pid DESC
            """;

    // Its locks have no session; the one on its own number says which transaction they are of.
    private static final String PREPARED = """
            SELECT DISTINCT p.gid, p.owner, to_char(p.prepared, 'YYYY-MM-DD HH24:MI:SS TZ')
            FROM pg_locks w
            JOIN pg_locks h ON (h.locktype, h.database, h.relation, h.page, h.tuple, h.virtualxid,
                    h.transactionid::text, h.classid, h.objid, h.objsubid)
                IS NOT DISTINCT FROM (w.locktype, w.database, w.relation, w.page, w.tuple, w.virtualxid,
                    w.transactionid::text, w.classid, w.objid, w.objsubid)
            JOIN pg_locks x ON x.locktype = 'transactionid' AND x.pid IS NULL
                AND x.virtualtransaction = h.virtualtransaction
            JOIN pg_prepared_xacts p ON p.transaction = x.transactionid
            WHERE w.pid = ? AND NOT w.granted AND h.granted AND h.pid IS NULL
            ORDER BY 1
            """;

    private Blockers() {}

    /** Those of the session of this process; empty when it does not wait. */
    static List<String> of(Connection connection, int backend) throws SQLException {
        List<String> who = new ArrayList<>();
        boolean prepared = false;
        for (Blocker blocker : sessions(connection, backend)) {
            prepared |= blocker.pid() == NO_SESSION;
            if (blocker.pid() != NO_SESSION) {
                who.add(blocker.words());
            }
        }
        if (prepared) {
            who.addAll(prepared(connection, backend));
        }
        return who;
    }

    private static List<Blocker> sessions(Connection connection, int backend) throws SQLException {
        return Statements.query(
                connection,
                SESSIONS,
                row -> new Blocker(
                        row.getInt(1),
                        "pid " + row.getInt(1) + " (" + row.getString(2) + ", user " + row.getString(3) + ", "
                                + row.getString(4) + ")" + query(row.getString(5))),
                backend);
    }

    private static String query(String sql) {
        return sql.isEmpty() || sql.equals("<insufficient privilege>")
                ? ""
                : ": " + Statement.of(sql).excerpt();
    }

    private static List<String> prepared(Connection connection, int backend) throws SQLException {
        return Statements.query(
                connection,
                PREPARED,
                row -> "the prepared transaction '" + row.getString(1) + "' (user " + row.getString(2)
                        + ", prepared at " + row.getString(3) + "), which COMMIT PREPARED or ROLLBACK PREPARED ends",
                backend);
    }

    private record Blocker(int pid, String words) {}
}
