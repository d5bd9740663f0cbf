package io.github.claudenexus.author;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunSettings;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The invalid indexes that are there when a migration outside of a transaction has been run. */
public final class InvalidIndexCheck {

    // An interrupted REINDEX CONCURRENTLY leaves an index of such a name; a later try makes another, and it stays.
    private static final Pattern UNFINISHED_REBUILD = Pattern.compile("_cc(?:new|old)\\d*$");

    private static final String ALL = """
            SELECT i.indexrelid::bigint, i.indexrelid::regclass::text, c.relname, %s
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
             WHERE NOT i.indisvalid AND c.relkind = 'i'
             ORDER BY i.indexrelid""".formatted(OthersBuild.ON_TABLE);

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
     * @param building whether another session builds an index on its table now
     */
    record Invalid(long oid, String text, String name, boolean building) {}

    /** Fails when the migration has left one; drops what its own REINDEX left; warns of those that are somebody else's. */
    public void refuse() throws SQLException {
        List<Invalid> all = all();
        if (all.isEmpty()) {
            return;
        }
        HistoryWriter.IndexHistory known = history.indexes(work.connection());
        Set<Long> left = new HashSet<>();
        Set<Long> dropped = new HashSet<>();
        for (Invalid index : all) {
            if (known.invalidBefore().contains(index.oid()) || index.building()) {
                continue;
            }
            if (work.log().rebuildsIndexes()
                    && UNFINISHED_REBUILD.matcher(index.name()).find()) {
                drop(index);
                dropped.add(index.oid());
            } else if (mayBuild() || known.built().contains(index.name())) {
                left.add(index.oid());
            }
        }
        // The locks of other sessions are newer than the indexes that were read with them: a build that ended in
        // between seemed to be none, and its index is valid now.
        List<Invalid> still = all();
        String own = names(still.stream().filter(index -> left.contains(index.oid())));
        if (!own.isEmpty()) {
            throw Failure.of(
                            FailureCode.INVALID_INDEX,
                            migration + " was run, and left invalid: " + own + ".",
                            "Drop it with DROP INDEX CONCURRENTLY, also where it is of another session whose build"
                                    + " failed meanwhile, and run it again.")
                    .exception();
        }
        String others = names(still.stream()
                .filter(index -> !known.invalidBefore().contains(index.oid()) && !dropped.contains(index.oid())));
        if (!others.isEmpty()) {
            work.listener()
                    .warns("Invalid, and not by " + migration + ": " + others
                            + ". Somebody else builds it now, or failed to.");
        }
    }

    // Only what works CONCURRENTLY leaves an invalid index, and no function, procedure or DO block can.
    private boolean mayBuild() {
        return work.log().buildsIndexes() || work.log().rebuildsIndexes();
    }

    private static String names(Stream<Invalid> indexes) {
        return indexes.map(Invalid::text).collect(Collectors.joining(", "));
    }

    private List<Invalid> all() throws SQLException {
        return Statements.query(
                work.connection(),
                ALL,
                row -> new Invalid(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)));
    }

    /** Drops it; the index of a TOAST table, which ordinary roles may rebuild and not drop, may stay. */
    private void drop(Invalid index) throws SQLException {
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
        } catch (SQLException refused) {
            if (!"42501".equals(refused.getSQLState()) || !index.text().startsWith("pg_toast.")) {
                throw refused;
            }
            work.listener()
                    .warns(index.text() + " stays: it is of a REINDEX CONCURRENTLY that did not end, and this role may"
                            + " not drop it. Have a superuser run DROP INDEX CONCURRENTLY " + index.text() + ".");
        }
    }
}
