package io.github.claudenexus.author;

import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunSettings;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The invalid indexes that are there when a migration outside of a transaction has been run. */
public final class InvalidIndexCheck {

    // An interrupted REINDEX CONCURRENTLY leaves an index of such a name; a later try makes another, and it stays.
    private static final Pattern UNFINISHED_REBUILD = Pattern.compile("_cc(?:new|old)\\d*$");

    private static final String ALL = "SELECT i.indexrelid::bigint, i.indexrelid::regclass::text, c.relname,"
            + " i.indrelid::bigint, t.relname, " + OthersBuild.ON_TABLE + " FROM pg_index i"
            + " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
            + " WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY i.indexrelid";

    private final MigrationContext work;
    private final HistoryWriter history;
    private final MigrationId migration;

    public InvalidIndexCheck(MigrationContext work, HistoryWriter history, MigrationId migration) {
        this.work = work;
        this.history = history;
        this.migration = migration;
    }

    /**
     * An invalid index.
     *
     * @param oid its oid
     * @param text its name as a statement may use it
     * @param name its name
     * @param table its table's oid
     * @param tableName its table's name
     * @param building whether another session builds an index on that table now
     */
    record Invalid(long oid, String text, String name, long table, String tableName, boolean building) {

        boolean unfinishedRebuild() {
            return UNFINISHED_REBUILD.matcher(name).find();
        }
    }

    /** Fails when the migration has left one; drops what its own REINDEX left; warns of those that are somebody else's. */
    public void refuse() throws SQLException {
        List<Invalid> all = all();
        if (all.isEmpty()) {
            return;
        }
        IndexedTables indexed = work.log().indexed();
        HistoryWriter.IndexHistory known = history.indexes(work.connection());
        List<Invalid> rebuilds =
                all.stream().filter(index -> ownRebuild(index, indexed, known)).toList();
        Set<Long> kept = new HashSet<>();
        for (Invalid index : rebuilds) {
            if (!drop(index)) {
                kept.add(index.oid());
            }
        }
        List<Invalid> rest = rebuilds.isEmpty()
                ? all
                : all().stream().filter(index -> !kept.contains(index.oid())).toList();
        List<Invalid> left =
                rest.stream().filter(index -> own(index, indexed, known)).toList();
        if (!left.isEmpty()) {
            throw refused(left, indexed);
        }
        rest.stream()
                .filter(index -> !known.invalidBefore().contains(index.oid()))
                .map(Invalid::text)
                .reduce((one, other) -> one + ", " + other)
                .ifPresent(others -> work.listener()
                        .warns("Invalid, and not by " + migration + ": " + others
                                + ". Somebody else builds it now, or failed to."));
    }

    private static boolean ownRebuild(Invalid index, IndexedTables indexed, HistoryWriter.IndexHistory known) {
        return index.unfinishedRebuild()
                && indexed.rebuilt(index.table())
                && !index.building()
                && !known.invalidBefore().contains(index.oid());
    }

    private static boolean own(Invalid index, IndexedTables indexed, HistoryWriter.IndexHistory known) {
        if (indexed.named(index.table(), index.name())) {
            return true;
        }
        if (known.invalidBefore().contains(index.oid()) || index.building()) {
            return false;
        }
        return known.built().contains(index.name())
                || (index.unfinishedRebuild()
                        ? indexed.rebuilt(index.table())
                        : indexed.has(index.table(), index.tableName()));
    }

    private NexusException refused(List<Invalid> left, IndexedTables indexed) {
        String names = left.stream().map(Invalid::text).collect(Collectors.joining(", "));
        boolean named = left.stream().allMatch(index -> indexed.named(index.table(), index.name()));
        return Failure.of(
                        FailureCode.INVALID_INDEX,
                        migration + " was run, and left invalid: " + names + ".",
                        named
                                ? "Run migrate again: it drops what is invalid and builds it again."
                                : "Drop it with DROP INDEX CONCURRENTLY and run migrate again.")
                .exception();
    }

    private List<Invalid> all() throws SQLException {
        return Statements.query(
                work.connection(),
                ALL,
                row -> new Invalid(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getBoolean(6)));
    }

    /** Whether it is gone; the index of a TOAST table, which ordinary roles may rebuild and not drop, may stay. */
    private boolean drop(Invalid index) throws SQLException {
        work.listener().says("drops " + index.text() + ", which a REINDEX CONCURRENTLY that did not end has left");
        RunSettings.Limits limits = work.settings().limits();
        Deadline deadline = Deadline.in(limits.lockRetryTime());
        try {
            LockRetry.until(deadline, work.log()::triedAgain).run(() -> {
                new OthersBuild(work.connection(), work.log()).await(index.text(), deadline);
                Concurrent.patiently(
                        work.connection(),
                        limits,
                        deadline,
                        () -> Statements.send(work.connection(), "DROP INDEX CONCURRENTLY IF EXISTS " + index.text()));
                return index;
            });
            return true;
        } catch (SQLException refused) {
            if (!"42501".equals(refused.getSQLState()) || !index.text().startsWith("pg_toast.")) {
                throw refused;
            }
            work.listener()
                    .warns(index.text() + " stays: it is of a REINDEX CONCURRENTLY that did not end, and this role may"
                            + " not drop it. Have a superuser run DROP INDEX CONCURRENTLY " + index.text() + ".");
            return false;
        }
    }
}
