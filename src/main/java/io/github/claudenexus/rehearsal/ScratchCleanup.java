package io.github.claudenexus.rehearsal;

import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops the databases of rehearsals: of the one that runs, and of those that were killed. */
final class ScratchCleanup {

    // What another role left is not ours to drop.
    private static final String RUNS = """
            SELECT DISTINCT substr(datname, 17, 14) FROM pg_database
            WHERE datname ~ '^nexus_rehearsal_[0-9a-f]{14}_' AND pg_has_role(datdba, 'USAGE')""";

    // Advisory locks are those of one database: a run that came by another one is seen only in pg_locks.
    private static final String IS_DEAD = """
            SELECT CASE WHEN EXISTS (SELECT FROM pg_locks
                                     WHERE locktype = 'advisory' AND objsubid = 1
                                       AND classid::bigint = ?::bigint >> 32
                                       AND objid::bigint = ?::bigint & 4294967295)
                       THEN false ELSE pg_try_advisory_lock(?) END""";

    private final Connection connection;

    ScratchCleanup(Connection connection) {
        this.connection = connection;
    }

    /** Drops a database of a rehearsal, and ends whoever is still connected to it. */
    void drop(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
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
    Optional<SQLException> end(String run) throws SQLException {
        Optional<SQLException> left = dropAll(run);
        dropOrphans(run);
        return left;
    }

    /** Drops every database of a run; the first failure, when some could not be. */
    Optional<SQLException> dropAll(String run) throws SQLException {
        List<SQLException> refusals = new ArrayList<>();
        String pattern = (Scratch.PREFIX + run).replace("_", "\\_") + "\\_%";
        for (String name : Statements.query(
                connection, "SELECT datname FROM pg_database WHERE datname LIKE ?", row -> row.getString(1), pattern)) {
            try {
                drop(name);
            } catch (SQLException refused) {
                refusals.add(refused);
            }
        }
        return refusals.stream().findFirst();
    }
}
