package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops the databases of rehearsals and the roles that they made: of the one that runs, and of those that died. */
final class ScratchCleanup {

    private static final String OBJECT_IN_USE = "55006";

    // What another role left is not ours to drop.
    private static final String RUNS = "SELECT DISTINCT substr(datname, 17, 14) FROM pg_database"
            + " WHERE datname ~ '^nexus_rehearsal_[0-9a-f]{14}_' AND pg_has_role(datdba, 'USAGE')";

    // Advisory locks are those of one database: a run that came by another one is seen only in pg_locks.
    private static final String IS_DEAD = "SELECT CASE WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'"
            + " AND classid::bigint = ?::bigint >> 32 AND objid::bigint = ?::bigint & 4294967295 AND objsubid = 1)"
            + " THEN false ELSE pg_try_advisory_lock(?) END";

    private static final String NOTES = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            + " WHERE datname LIKE ? AND shobj_description(oid, 'pg_database') IS NOT NULL";

    private final ConnectionSettings server;
    private final Connection connection;
    private final Roles roles;

    ScratchCleanup(ConnectionSettings server, Connection connection, Roles roles) {
        this.server = server;
        this.connection = connection;
        this.roles = roles;
    }

    /** Drops a database of a rehearsal, with the subscriptions that would keep it. */
    void drop(String name) throws SQLException {
        String sql = "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)";
        try {
            execute(sql);
        } catch (SQLException refused) {
            if (!OBJECT_IN_USE.equals(refused.getSQLState())) {
                throw refused;
            }
            Subscriptions.drop(server.to(name));
            execute(sql);
        }
    }

    /** Drops what dead runs left. What resists is no reason not to rehearse: the next run tries again. */
    void dropOrphans(String run) throws SQLException {
        for (String orphan : Statements.query(connection, RUNS, row -> row.getString(1))) {
            long number = Long.parseLong(orphan, 16);
            boolean dead = Statements.query(connection, IS_DEAD, row -> row.getBoolean(1), number, number, number)
                    .get(0);
            if (dead && !orphan.equals(run)) {
                dropAll(orphan);
                Statements.send(connection, "SELECT pg_advisory_unlock(" + number + ")");
            }
        }
    }

    /**
     * Drops what a run has made, at its end; the first failure, when some could not be. The server may have been at work
     * for a run that was killed just before this one: what that one left is looked for once more.
     */
    Optional<SQLException> end(String ofRun) throws SQLException {
        Optional<SQLException> left = dropAll(ofRun);
        dropOrphans(ofRun);
        return left;
    }

    /**
     * Drops what the run has made so far; the first failure, when a database could not be. A role that resists is tried
     * again at the end.
     */
    Optional<SQLException> dropSoFar(String ofRun) throws SQLException {
        List<SQLException> refusals = dropDatabases(pattern(ofRun));
        roles.drop(List.of(roles.note()));
        return refusals.stream().findFirst();
    }

    /** Drops every database of a run, and then its roles; the first failure, when some could not be. */
    private Optional<SQLException> dropAll(String ofRun) throws SQLException {
        List<String> notes = Statements.query(connection, NOTES, row -> row.getString(1), pattern(ofRun));
        notes.add(roles.note());
        List<SQLException> refusals = dropDatabases(pattern(ofRun));
        refusals.addAll(roles.drop(notes));
        return refusals.stream().findFirst();
    }

    private static String pattern(String ofRun) {
        return (Scratch.PREFIX + ofRun).replace("_", "\\_") + "\\_%";
    }

    private List<SQLException> dropDatabases(String pattern) throws SQLException {
        List<SQLException> refusals = new ArrayList<>();
        for (String name : Statements.query(
                connection, "SELECT datname FROM pg_database WHERE datname LIKE ?", row -> row.getString(1), pattern)) {
            try {
                drop(name);
            } catch (SQLException refused) {
                refusals.add(refused);
            }
        }
        return refusals;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
