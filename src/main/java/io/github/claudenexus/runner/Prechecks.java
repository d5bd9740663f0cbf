package io.github.claudenexus.runner;

import io.github.claudenexus.author.AuthorDatabase;
import io.github.claudenexus.author.MigrationContext;
import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.session.Transaction;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;

/** What migrations demand before the run changes anything, the history table included. */
final class Prechecks {

    private final Session session;
    private final RunListener listener;
    private final RunningStatement activity;

    Prechecks(Session session, RunListener listener, RunningStatement activity) {
        this.session = session;
        this.listener = listener;
        this.activity = activity;
    }

    /** Asks each whose up is still to run; the first that refuses stops the run. */
    void ask(List<MigrationEntry> toRun) {
        for (MigrationEntry entry : toRun) {
            DiscoveredMigration migration = entry.migration().orElseThrow();
            boolean upIsCommitted = entry.row().stream().anyMatch(row -> row.phase() == HistoryRow.Phase.ONLINE);
            if (!upIsCommitted && migration instanceof JavaMigration java) {
                ask(java);
            }
        }
    }

    private void ask(JavaMigration java) {
        StatementLog log = new StatementLog(java, listener, activity);
        try {
            Migration instance = java.instances().get();
            if (overrides(instance)) {
                inReadOnlyTransaction(instance, log);
            }
        } catch (Throwable failure) {
            throw new FailureReader(java, log, MigrationRun.Step.PRECHECK).read(failure);
        } finally {
            log.notices().end();
        }
    }

    // Most migrations demand nothing, and shall cost no round trip.
    private static boolean overrides(Migration instance) throws NoSuchMethodException {
        return instance.getClass().getMethod("precheck", Database.class).getDeclaringClass() != Migration.class;
    }

    private void inReadOnlyTransaction(Migration instance, StatementLog log) throws Exception {
        Connection connection = session.connection();
        RunSettings.Limits limits = session.settings().limits();
        new LockRetry(limits.lockRetryTime(), log::triedAgain)
                .run(() -> Transaction.run(
                        connection, session.beginning() + "SET TRANSACTION READ ONLY; ", transaction -> {
                            instance.precheck(new AuthorDatabase(new MigrationContext(
                                    connection, log, session.settings(), listener, new LinkedHashSet<>())));
                            return Statements.send(connection, "ROLLBACK");
                        }));
    }
}
