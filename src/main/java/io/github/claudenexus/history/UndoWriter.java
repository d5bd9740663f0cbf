package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes that one migration is undone: never without the lock, and in the message that commits. A row of the history goes,
 * and one of {@code nexus_rollbacks} says so.
 */
public final class UndoWriter {

    private static final String DELETE = "DELETE FROM %s WHERE %s";

    // What a repeatable one, R, has made may have gone with the down: the next migrate runs it again.
    private static final String DELETE_AND_KEEP = """
            WITH undone AS (DELETE FROM %1$s WHERE %2$s RETURNING *),
                 run_again AS (DELETE FROM %1$s WHERE version = 'R')
            INSERT INTO %3$s (version, name, kind, checksum, applied_at, applied_by,
                            down_checksum, duration_ms, plugin_version)
            SELECT version, name, kind, checksum, applied_at, applied_by, nullif(?, ''), ?, ?
              FROM undone""";

    private static final String BEGIN = """
            UPDATE %s
               SET state = 'undoing',
                   progress = CASE WHEN state = 'undoing' THEN progress
                              ELSE jsonb_set(progress - 'built', '{invalid}', (
                                SELECT coalesce(jsonb_agg(indexrelid::bigint), '[]')
                                  FROM pg_index WHERE NOT indisvalid)) END
             WHERE %s""";

    private final HistoryTable table;
    private final DiscoveredMigration migration;
    private final String row;
    private final HistoryWriter.Run run;
    private final boolean kept;

    /**
     * For a migration that is on the class path and in the history.
     *
     * @param kept whether {@code nexus_rollbacks} keeps that it was undone
     */
    public UndoWriter(HistoryTable table, MigrationEntry entry, HistoryWriter.Run run, boolean kept) {
        this.table = table;
        this.migration = entry.migration().orElseThrow();
        this.row = table.rowOf(entry.row().orElseThrow().id());
        this.run = run;
        this.kept = kept;
    }

    /** Fails where the role may not record that it is undone: a down without a transaction would stay half undone. */
    public void check(Connection connection) throws SQLException {
        Statements.send(connection, run.own("") + "EXPLAIN " + removal(), parameters(0));
    }

    /**
     * That the migration is undone, and COMMIT, in one message; only of the transaction of this id.
     *
     * @return whether it has left the session clean
     */
    public boolean commit(Connection connection, String transaction, long durationMs) throws SQLException {
        return run.commit(connection, transaction, removal(), parameters(durationMs));
    }

    /**
     * That a down without a transaction begins, or begins again, and which indexes were invalid before its first try;
     * until it has ended the migration is half undone.
     */
    public void begin(Connection connection) throws SQLException {
        Statements.send(connection, run.own("") + BEGIN.formatted(table.name(), row));
    }

    /** That a down without a transaction has ended. */
    public void end(Connection connection, long durationMs) throws SQLException {
        try {
            Statements.send(connection, run.own("") + removal(), parameters(durationMs));
        } catch (SQLException failure) {
            failure.addSuppressed(new HistoryWriter.EndUnconfirmed());
            throw failure;
        }
    }

    private String removal() {
        return kept
                ? DELETE_AND_KEEP.formatted(table.name(), row, table.rollbacks())
                : DELETE.formatted(table.name(), row);
    }

    private Object[] parameters(long durationMs) {
        return kept
                ? new Object[] {
                    migration.downChecksum().map(Checksum::toString).orElse(""), durationMs, run.pluginVersion()
                }
                : new Object[0];
    }
}
