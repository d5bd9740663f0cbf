package io.github.claudenexus.runner;

import io.github.claudenexus.author.AuthorDatabase;
import io.github.claudenexus.author.MigrationContext;
import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.session.Transaction;
import io.github.claudenexus.sql.SqlScript;
import java.sql.Connection;
import java.util.LinkedHashSet;

/** Undoes one migration: its down, and its history row deleted in the same transaction. */
final class UndoRun {

    private final Session session;
    private final DiscoveredMigration migration;
    private final RunListener listener;
    private final StatementLog log;
    private final HistoryWriter history;

    UndoRun(
            Session session,
            HistoryTable table,
            DiscoveredMigration migration,
            RunListener listener,
            RunningStatement activity) {
        this.session = session;
        this.migration = migration;
        this.listener = listener;
        this.log = new StatementLog(migration, listener, activity);
        this.history = new HistoryWriter(table, migration, session.historyRun());
    }

    /** Runs it; what it throws is a failure that names the migration. */
    void run() {
        try {
            if (migration instanceof JavaMigration java) {
                inTransaction(() -> java.instances().get().down(database()));
            } else if (migration instanceof SqlMigration sql) {
                file(sql.down().orElseThrow());
            }
        } catch (Throwable failure) {
            throw new FailureReader(migration, log, MigrationRun.Step.DOWN).read(failure);
        } finally {
            log.notices().end();
        }
    }

    private void file(SqlScript down) throws Exception {
        Connection connection = session.connection();
        ScriptRun run = new ScriptRun(down, connection, log, session.settings().limits());
        if (down.transactional()) {
            inTransaction(run::all);
            return;
        }
        session.clean();
        history.beginUndoing(connection);
        run.all();
        session.clean();
        history.endUndoing(connection);
    }

    /** A part of a down. */
    @FunctionalInterface
    private interface Part {
        void run() throws Exception;
    }

    /** The whole transaction again, when it was only refused a lock. */
    private void inTransaction(Part part) throws Exception {
        Connection connection = session.connection();
        new LockRetry(session.settings().limits().lockRetryTime(), log::triedAgain)
                .run(() -> Transaction.run(connection, session.beginning(), transaction -> {
                    part.run();
                    history.remove(connection, transaction);
                    return migration;
                }));
    }

    private Database database() {
        return new AuthorDatabase(
                new MigrationContext(session.connection(), log, session.settings(), listener, new LinkedHashSet<>()));
    }
}
