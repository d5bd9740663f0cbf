package io.github.claudenexus.history;

import io.github.claudenexus.discovery.Checksum;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.layout.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the history of one migration: never without the lock, and in the message that commits what it records. */
public final class HistoryWriter {

    /** Said by the message that commits, when the lock is gone: by which process of the server's follows. */
    public static final String LOCK_LOST = "nexus: the lock is lost on ";

    /** Said by the message that commits, when this is not the transaction that was begun. */
    public static final String OTHER_TRANSACTION = "nexus: another transaction on ";

    // An online part goes on in the role that its author has set; the history belongs to the run's own.
    private static final String KEEP_ROLE = """
            SELECT set_config('nexus.session_authorization', current_setting('session_authorization'), false),
                   set_config('nexus.role', current_setting('role'), false);
            """;

    private static final String RESTORE_ROLE = """
            ;
            DO $nexus$ BEGIN
              IF current_setting('session_authorization') <> current_setting('nexus.session_authorization') THEN
                PERFORM set_config('session_authorization', current_setting('nexus.session_authorization'), false);
              END IF;
              IF current_setting('role') <> current_setting('nexus.role') THEN
                PERFORM set_config('role', current_setting('nexus.role'), false);
              END IF;
            END $nexus$""";

    // Applied again, a migration finds what it made itself; one of the baseline finds what others have made, which its
    // down must not touch. A repeatable one, R, is applied again each time.
    private static final String RECORD_AGAIN = """

            ON CONFLICT (version, name) DO UPDATE
            SET kind = excluded.kind,
                checksum = excluded.checksum,
                state = excluded.state,
                applied_order = excluded.applied_order,
                duration_ms = CASE WHEN excluded.version = 'R' THEN 0 ELSE nexus_migrations.duration_ms END
                              + excluded.duration_ms,
                progress = CASE WHEN excluded.version = 'R' AND nexus_migrations.state = 'applied' THEN '{}'
                                ELSE nexus_migrations.progress END,
                plugin_version = excluded.plugin_version,
                down_checksum = excluded.down_checksum,
                applied_at = excluded.applied_at,
                applied_by = excluded.applied_by,
                recorded_by = excluded.recorded_by,
                already_there = CASE WHEN nexus_migrations.recorded_by = 'baseline'
                                     THEN ARRAY['all that is of the baseline']
                                     WHEN nexus_migrations.progress ?? 'appliedBefore'
                                     THEN nexus_migrations.already_there
                                     ELSE excluded.already_there END""";

    // By the name that it has in the catalog.
    private static final String INDEX = "to_jsonb((parse_ident(?))[1]::name)";

    private final HistoryTable table;
    private final DiscoveredMigration migration;
    private final MigrationId recorded;
    private final boolean isRecorded;
    private final int order;
    private final Run run;

    /**
     * For a migration that is on the class path; what its row says once will be what it says again.
     *
     * @param order its place in the order of application
     */
    public HistoryWriter(HistoryTable table, MigrationEntry entry, int order, Run run) {
        this.table = table;
        this.migration = entry.migration().orElseThrow();
        // Its file may have been renamed from 003 to 3 since.
        this.recorded = entry.row().map(HistoryRow::id).orElse(migration.id());
        this.isRecorded = entry.row().isPresent();
        this.order = order;
        this.run = run;
    }

    /**
     * The row, and COMMIT, in one message; only of the transaction of this id, and under the lock.
     *
     * @return whether it has left the session clean
     */
    public boolean commit(Connection connection, String transaction, HistoryRow.Phase phase, Entry entry)
            throws SQLException {
        String baseline = phase == HistoryRow.Phase.ONLINE ? "; " + invalidSoFar() : "";
        return run.commit(connection, transaction, record() + baseline, parameters(phase, entry));
    }

    /** The end of a transaction that was to change nothing, and may have failed; under the lock. */
    public void rollBack(Connection connection) throws SQLException {
        Statements.send(connection, "ROLLBACK; " + run.check(""));
    }

    /** The row of a migration without a transaction that begins, or begins again. */
    public void begin(Connection connection) throws SQLException {
        Statements.send(
                connection,
                run.own("") + record() + "; " + invalidSoFar(),
                parameters(HistoryRow.Phase.STARTED, new Entry(0, List.of())));
    }

    private String record() {
        return "INSERT INTO " + table.name() + """
                 (version, name, kind, checksum, state, duration_ms, plugin_version, already_there, down_checksum,
                  applied_order)
                VALUES (?, ?, ?, ?, ?, ?, ?, string_to_array(?, chr(10)), nullif(?, ''), ?)""" + (isRecorded ? RECORD_AGAIN : "");
    }

    private Object[] parameters(HistoryRow.Phase phase, Entry entry) {
        return new Object[] {
            recorded.version().toString(),
            recorded.name(),
            migration.kind(),
            migration.checksum().toString(),
            phase.name().toLowerCase(Locale.ROOT),
            entry.durationMs(),
            run.pluginVersion(),
            String.join("\n", entry.found()),
            downChecksum(),
            order
        };
    }

    private String downChecksum() {
        return migration.downChecksum().map(Checksum::toString).orElse("");
    }

    /** That a migration is applied again: when and by whom it was before, and its steps at their beginning. */
    public void again(Connection connection) throws SQLException {
        Statements.send(connection, run.own("") + """
                UPDATE %s
                   SET progress = jsonb_set(progress - 'steps' - 'invalid', '{appliedBefore}',
                         coalesce(progress -> 'appliedBefore', '[]')
                           || jsonb_build_object('at', applied_at, 'by', applied_by, 'pluginVersion', plugin_version))
                 WHERE %s""".formatted(table.name(), row()));
    }

    /** That a migration which was committed in parts has ended, as what it is now; when up committed stays. */
    public void end(Connection connection, Entry entry) throws SQLException {
        try {
            Statements.send(
                    connection,
                    run.own("") + """
                            UPDATE %s
                               SET state = 'applied',
                                   duration_ms = duration_ms + ?,
                                   already_there = CASE WHEN progress ?? 'appliedBefore' THEN already_there
                                                        ELSE string_to_array(?, chr(10)) END,
                                   checksum = ?,
                                   plugin_version = ?,
                                   down_checksum = nullif(?, '')
                             WHERE %s""".formatted(table.name(), row()),
                    entry.durationMs(),
                    String.join("\n", entry.found()),
                    migration.checksum().toString(),
                    run.pluginVersion(),
                    downChecksum());
        } catch (SQLException failure) {
            failure.addSuppressed(new EndUnconfirmed());
            throw failure;
        }
    }

    private String row() {
        return table.rowOf(recorded);
    }

    // Which indexes were invalid before the migration touched anything; a run after a crash must not forget it.
    private String invalidSoFar() {
        return """
                UPDATE %s
                   SET progress = jsonb_set(progress, '{invalid}',
                         (SELECT coalesce(jsonb_agg(indexrelid::bigint), '[]') FROM pg_index WHERE NOT indisvalid))
                 WHERE %s AND NOT progress ?? 'invalid'""".formatted(table.name(), row());
    }

    /** What the row knows about indexes. */
    public IndexHistory indexes(Connection connection) throws SQLException {
        Map<String, String> row = Statements.ask(
                connection,
                run.takeRole() + "SELECT " + lines("invalid") + ", " + lines("built") + " FROM " + table.name()
                        + " WHERE " + row());
        return new IndexHistory(
                row.getOrDefault("invalid", "").lines().map(Long::valueOf).collect(Collectors.toSet()),
                row.getOrDefault("built", "").lines().collect(Collectors.toSet()));
    }

    private static String lines(String key) {
        return "(SELECT string_agg(v, chr(10)) FROM jsonb_array_elements_text(coalesce(progress -> '" + key
                + "', '[]')) AS a (v)) AS " + key;
    }

    /**
     * What the row knows about indexes.
     *
     * @param invalidBefore the oids of those that were invalid before the migration touched anything
     * @param built the names of those that its online part set out to build
     */
    public record IndexHistory(Set<Long> invalidBefore, Set<String> built) {}

    /** The position that a batch reached, and COMMIT, in one message. */
    public void progress(Connection connection, String transaction, String step, BatchPosition position)
            throws SQLException {
        Statements.send(
                connection,
                "SELECT " + run.roleUntilCommit() + "; " + run.check(transaction) + """
                        UPDATE %s
                           SET progress = jsonb_set(progress, '{steps}', coalesce(progress -> 'steps', '{}')
                                 || jsonb_build_object(?::text, jsonb_build_object(
                                      'after', ?::text, 'rows', ?::bigint, 'ended', ?::boolean)))
                         WHERE %s""".formatted(table.name(), row())
                        + "; COMMIT",
                step,
                position.after().orElse(""),
                position.rows(),
                position.ended());
    }

    /** How far a step got in an earlier run. */
    public BatchPosition position(Connection connection, String step) throws SQLException {
        Map<String, String> row = Statements.ask(
                connection, KEEP_ROLE + run.takeRole() + """
                                SELECT p ->> 'after' AS after, p ->> 'rows' AS rows, p ->> 'ended' AS ended
                                  FROM %s, LATERAL (SELECT progress -> 'steps' -> ? AS p) AS s
                                 WHERE %s AND p IS NOT NULL""".formatted(table.name(), row()) + RESTORE_ROLE, step);
        return new BatchPosition(
                Optional.ofNullable(row.get("after")).filter(after -> !after.isEmpty()),
                Long.parseLong(row.getOrDefault("rows", "0")),
                "true".equals(row.get("ended")));
    }

    /** Notes that an index is about to be built: found again after a crash, it is ours. */
    public void builds(Connection connection, String index) throws SQLException {
        Statements.send(
                connection,
                KEEP_ROLE + run.own("") + """
                        UPDATE %s
                           SET progress = jsonb_set(progress, '{built}',
                                 coalesce(progress -> 'built', '[]') || %3$s)
                         WHERE %2$s AND NOT coalesce(progress -> 'built', '[]') @> %3$s""".formatted(table.name(), row(), INDEX) + RESTORE_ROLE,
                index,
                index);
    }

    /** Whether an earlier try of this migration set out to build the index. */
    public boolean built(Connection connection, String index) throws SQLException {
        return !Statements.ask(
                        connection,
                        KEEP_ROLE + run.takeRole() + "SELECT version FROM " + table.name() + " WHERE " + row()
                                + " AND progress -> 'built' @> " + INDEX + RESTORE_ROLE,
                        index)
                .isEmpty();
    }

    /** What the row says besides the migration itself: how long it took, and what up found already there. */
    public record Entry(long durationMs, List<String> found) {}

    /**
     * How far a step of the online part has got.
     *
     * @param after what the next batch is handed
     * @param rows the rows looked at so far
     * @param ended whether nothing is left to do
     */
    public record BatchPosition(Optional<String> after, long rows, boolean ended) {}

    /**
     * The run that writes.
     *
     * @param pluginVersion what each row says it was written by
     * @param role the select list that takes the run's own role again
     * @param roleUntilCommit the same, for the transaction at work alone
     * @param isLocked the condition, in SQL, that the session holds the run's lock
     * @param cleaning the statements that make the session clean; the last one says whether they have
     */
    public record Run(String pluginVersion, String role, String roleUntilCommit, String isLocked, String cleaning) {

        // A migration may have taken another role; the history belongs to the run's own.
        String own(String transaction) {
            return "SELECT " + role + ", " + holding(transaction) + "; ";
        }

        String takeRole() {
            return "SELECT " + role + "; ";
        }

        /** Sends what is to be written, and COMMIT; gives whether it has left the session clean. */
        boolean commit(Connection connection, String transaction, String writes, Object... parameters)
                throws SQLException {
            // The settings of a migration must not be those of the next, and DISCARD is no part of its transaction.
            // What COMMIT itself runs, as a deferred trigger, may leave something too.
            String written = Statements.filled(connection, writes, parameters);
            Map<String, String> last = Statements.ask(connection, own(transaction) + written + "; COMMIT; " + cleaning);
            // Where the cleaning was interrupted, the last answer is another one.
            return "t".equals(last.get("clean"));
        }

        String check(String transaction) {
            return "SELECT " + holding(transaction) + "; ";
        }

        // Fails inside the message, so that the COMMIT behind it is not reached. Of all that raises an error without a
        // function of one's own, casting a text that is not a number is the cheapest.
        private String holding(String transaction) {
            String same = transaction.isEmpty()
                    ? ""
                    : "WHEN pg_current_xact_id() <> '" + transaction + "'::xid8 THEN '" + OTHER_TRANSACTION + "' ";
            return "(CASE " + same + "WHEN NOT " + isLocked + " THEN '" + LOCK_LOST
                    + "' END || pg_backend_pid() || '.')::int";
        }
    }

    /** The answer to the statement that ends a migration outside a transaction, or its down, did not arrive. */
    public static final class EndUnconfirmed extends Exception {

        private static final long serialVersionUID = 1L;

        EndUnconfirmed() {
            super("at the end of the migration, or of its down", null, false, false);
        }
    }
}
