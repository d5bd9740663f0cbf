package io.github.claudenexus.runner;

import io.github.claudenexus.author.AuthorDatabase;
import io.github.claudenexus.author.InvalidIndexCheck;
import io.github.claudenexus.author.MigrationContext;
import io.github.claudenexus.author.OnlineDatabase;
import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.HistoryRow.Phase;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.session.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes one migration from where the history says it is to its end. */
final class MigrationRun {

    private final Session session;
    private final StatementLog log;
    private final RunListener listener;
    private final DiscoveredMigration migration;
    private final HistoryWriter history;
    private final long start = System.nanoTime();

    MigrationRun(
            Session session,
            HistoryTable table,
            DiscoveredMigration migration,
            RunListener listener,
            RunningStatement activity) {
        this.session = session;
        this.listener = listener;
        this.migration = migration;
        this.log = new StatementLog(migration, listener, activity);
        this.history = new HistoryWriter(table, migration, session.historyRun());
    }

    /** Runs it; what it throws is a failure that names the migration. */
    void run(MigrationEntry entry) {
        Step step = Step.UP;
        try {
            Phase phase = entry.row().map(row -> row.phase()).orElse(Phase.STARTED);
            if (migration instanceof SqlMigration sql) {
                sql(sql, entry.row().isPresent());
            } else if (migration instanceof JavaMigration java) {
                Set<String> found =
                        new LinkedHashSet<>(entry.row().map(row -> row.found()).orElse(List.of()));
                // What is applied is here only to be applied again.
                if (phase != Phase.ONLINE) {
                    retry().run(() -> up(java, found, phase == Phase.APPLIED));
                    log.committed();
                }
                if (java.online()) {
                    step = Step.ONLINE;
                    if (phase == Phase.ONLINE) {
                        warnOfChange(entry);
                    }
                    online(java, found);
                }
            }
        } catch (Throwable failure) {
            throw new FailureReader(migration, log, step).read(failure);
        } finally {
            log.notices().end();
        }
    }

    // To fix the online part is why it was interrupted; an up that was fixed too must not be thought to have run.
    private void warnOfChange(MigrationEntry entry) {
        if (entry.row().stream().anyMatch(row -> !row.checksum().equals(migration.checksum()))) {
            listener.warns(migration.id() + " was edited after its up was applied: only its online part is run now.");
        }
    }

    /** How many rows its statements changed, by their first word. */
    Map<String, Long> rows() {
        return log.notices().rows();
    }

    /** Which part of the migration failed. */
    enum Step {
        PRECHECK,
        UP,
        ONLINE,
        DOWN
    }

    /** The whole transaction again, when it was only refused a lock. */
    private LockRetry retry() {
        return new LockRetry(session.settings().limits().lockRetryTime(), log::triedAgain);
    }

    private Phase up(JavaMigration java, Set<String> found, boolean again) throws Exception {
        found.clear();
        Connection connection = session.connection();
        return Transaction.run(connection, session.beginning(), transaction -> {
            if (again) {
                history.again(connection);
            }
            Migration instance = java.instances().get();
            AuthorDatabase database = new AuthorDatabase(work(found));
            instance.up(database);
            if (!java.online()) {
                Verification.run(instance, database);
            }
            Phase reached = java.online() ? Phase.ONLINE : Phase.APPLIED;
            history.commit(connection, transaction, reached, entry(start, found));
            return reached;
        });
    }

    private void online(JavaMigration java, Set<String> found) throws Exception {
        long begun = System.nanoTime();
        session.clean();
        Migration instance = java.instances().get();
        OnlineDatabase database = new OnlineDatabase(work(found), history);
        instance.online(database);
        Verification.run(instance, database);
        end(entry(begun, found));
    }

    private void sql(SqlMigration sql, boolean again) throws Exception {
        Connection connection = session.connection();
        ScriptRun run =
                new ScriptRun(sql.up(), connection, log, session.settings().limits()).again(again);
        if (sql.transactional()) {
            retry().run(() -> Transaction.run(connection, session.beginning(), transaction -> {
                run.all();
                history.commit(
                        connection,
                        transaction,
                        Phase.APPLIED,
                        entry(start, log.notices().alreadyThere()));
                return Phase.APPLIED;
            }));
            log.committed();
            return;
        }
        session.clean();
        history.begin(connection);
        run.all();
        // What an interrupted run of the same file made is there too, and nothing tells the two apart.
        end(entry(start, again ? Set.of() : log.notices().alreadyThere()));
    }

    private void end(HistoryWriter.Entry entry) throws SQLException {
        session.clean();
        refuseInvalidIndexes();
        history.end(session.connection(), entry);
    }

    /** What is built outside of a transaction is never recorded while an index it made is invalid. */
    private void refuseInvalidIndexes() throws SQLException {
        new InvalidIndexCheck(work(Set.of()), history, migration.id()).refuse();
    }

    private MigrationContext work(Set<String> found) {
        return new MigrationContext(session.connection(), log, session.settings(), listener, found);
    }

    private static HistoryWriter.Entry entry(long since, Set<String> found) {
        return new HistoryWriter.Entry((System.nanoTime() - since) / 1_000_000, List.copyOf(found));
    }
}
