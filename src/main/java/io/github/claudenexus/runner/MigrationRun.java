package io.github.claudenexus.runner;

import io.github.claudenexus.author.AuthorDatabase;
import io.github.claudenexus.author.InvalidIndexCheck;
import io.github.claudenexus.author.MigrationContext;
import io.github.claudenexus.author.OnlineDatabase;
import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.HistoryRow.Phase;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.UndoWriter;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.session.Transaction;
import io.github.claudenexus.sql.SqlScript;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The life of one migration under the lock: its precheck, its up and its online part, or its down. Whatever one of them
 * throws leaves here as a failure that names the migration.
 */
final class MigrationRun {

    /** The part of the migration that runs. */
    enum Step {
        PRECHECK,
        UP,
        ONLINE,
        DOWN
    }

    private final Session session;
    private final DiscoveredMigration migration;
    private final RunListener listener;
    private final StatementLog log;
    private final HistoryWriter history;
    private final long start = System.nanoTime();
    private Step step = Step.UP;

    MigrationRun(
            Session session,
            HistoryWriter history,
            MigrationEntry entry,
            RunListener listener,
            RunningStatement running) {
        this.session = session;
        this.migration = entry.migration().orElseThrow();
        this.listener = listener;
        this.log = new StatementLog(migration, listener, running);
        this.history = history;
    }

    /** What it demands of the database before the run changes anything; not asked again once its up is committed. */
    void precheck(MigrationEntry entry) {
        if (migration instanceof JavaMigration java && phase(entry) != Phase.ONLINE) {
            begin(Step.PRECHECK, () -> precheck(java.instances().get()));
        }
    }

    /** Takes it from where the history says it is to its end. */
    void apply(MigrationEntry entry) {
        if (migration instanceof JavaMigration java) {
            begin(Step.UP, () -> apply(java, entry));
        } else if (migration instanceof SqlMigration sql) {
            begin(
                    Step.UP,
                    () -> up(
                            sql.up(),
                            entry.row()
                                    .filter(row -> row.phase() != Phase.APPLIED)
                                    .isPresent()));
        }
    }

    /** Undoes it: its down, and that it is undone in the same transaction. */
    void undo(MigrationEntry entry, UndoWriter undone) {
        if (migration instanceof JavaMigration java) {
            begin(
                    Step.DOWN,
                    () -> inTransaction("", transaction -> {
                        java.instances().get().down(new AuthorDatabase(context(new LinkedHashSet<>())));
                        return undone.commit(session.connection(), transaction, duration(start));
                    }));
        } else if (migration instanceof SqlMigration sql) {
            begin(Step.DOWN, () -> down(sql.down().orElseThrow(), phase(entry) == Phase.UNDOING, undone));
        }
    }

    /** How many rows its statements changed, by their first word. */
    Map<String, Long> rows() {
        return log.notices().rows();
    }

    private void begin(Step first, Part part) {
        step = first;
        try {
            part.run();
        } catch (Throwable failure) {
            throw new FailureReader(migration, log, step).read(failure);
        } finally {
            log.notices().end();
        }
    }

    /** What the author's code does, or a file. */
    @FunctionalInterface
    private interface Part {
        void run() throws Exception;
    }

    private void precheck(Migration instance) throws Exception {
        // Most migrations demand nothing, and shall cost no round trip.
        if (instance.getClass().getMethod("precheck", Database.class).getDeclaringClass() == Migration.class) {
            return;
        }
        inTransaction("SET TRANSACTION READ ONLY; ", transaction -> {
            instance.precheck(new AuthorDatabase(context(new LinkedHashSet<>())));
            history.rollBack(session.connection());
            return false;
        });
    }

    private void apply(JavaMigration java, MigrationEntry entry) throws Exception {
        Set<String> found =
                new LinkedHashSet<>(entry.row().map(HistoryRow::found).orElse(List.of()));
        Phase phase = phase(entry);
        if (phase != Phase.ONLINE) {
            // What is applied is here only to be applied again.
            up(java, found, phase == Phase.APPLIED);
        }
        if (java.online()) {
            step = Step.ONLINE;
            if (phase == Phase.ONLINE) {
                warnOfChange(entry);
            }
            online(java, found);
        }
    }

    private void up(JavaMigration java, Set<String> found, boolean again) throws Exception {
        inTransaction("", transaction -> {
            found.clear();
            if (again) {
                history.again(session.connection());
            }
            Migration instance = java.instances().get();
            AuthorDatabase database = new AuthorDatabase(context(found));
            instance.up(database);
            if (!java.online()) {
                verify(instance, database);
            }
            Phase reached = java.online() ? Phase.ONLINE : Phase.APPLIED;
            return history.commit(session.connection(), transaction, reached, entry(start, found));
        });
        log.committed();
    }

    // To fix the online part is why it was interrupted; an up that was fixed too must not be thought to have run.
    private void warnOfChange(MigrationEntry entry) {
        if (entry.row().stream().anyMatch(row -> !row.checksum().equals(migration.checksum()))) {
            listener.warns(migration.id() + " was edited after its up was applied: only its online part is run now.");
        }
    }

    private void online(JavaMigration java, Set<String> found) throws Exception {
        long begun = System.nanoTime();
        session.clean();
        Migration instance = java.instances().get();
        OnlineDatabase database = new OnlineDatabase(context(found), history);
        instance.online(database);
        verify(instance, database);
        end(entry(begun, found));
    }

    private void up(SqlScript script, boolean again) throws Exception {
        ScriptRun run = run(script, again);
        if (script.transactional()) {
            inTransaction(run::begin, "", transaction -> {
                run.all();
                return history.commit(
                        session.connection(),
                        transaction,
                        Phase.APPLIED,
                        entry(start, log.notices().alreadyThere()));
            });
            log.committed();
            return;
        }
        session.clean();
        ofHistory(() -> history.begin(session.connection()));
        run.all();
        // What an interrupted run of the same file made is there too, and nothing tells the two apart.
        end(entry(start, again ? Set.of() : log.notices().alreadyThere()));
    }

    private void down(SqlScript script, boolean again, UndoWriter undone) throws Exception {
        ScriptRun run = run(script, again);
        if (script.transactional()) {
            inTransaction(run::begin, "", transaction -> {
                run.all();
                return undone.commit(session.connection(), transaction, duration(start));
            });
            return;
        }
        session.clean();
        ofHistory(() -> undone.begin(session.connection()));
        run.all();
        refuseInvalidIndexes();
        ofHistory(() -> undone.end(session.connection(), duration(start)));
    }

    /** Runs verify; what it throws is kept apart from what up throws. */
    private static void verify(Migration instance, Database database) throws VerifyFailed {
        try {
            instance.verify(database);
        } catch (Exception | AssertionError failure) {
            throw new VerifyFailed(failure);
        }
    }

    /** The end of what was committed in parts: never recorded while an index it made is invalid. */
    private void end(HistoryWriter.Entry entry) throws SQLException {
        refuseInvalidIndexes();
        ofHistory(() -> history.end(session.connection(), entry));
    }

    private void ofHistory(StatementLog.HistoryStatement statement) throws SQLException {
        log.ofHistory(session.settings().limits().lockRetryTime(), statement);
    }

    private void refuseInvalidIndexes() throws SQLException {
        session.clean();
        new InvalidIndexCheck(context(Set.of()), history, migration.id()).refuse();
    }

    /** The whole transaction again, when it was only refused a lock. */
    private void inTransaction(Transaction.Beginning first, String opening, TransactionPart part) throws Exception {
        session.committed(new LockRetry(session.settings().limits().lockRetryTime(), log::triedAgain)
                .run(() -> Transaction.run(session.connection(), session.beginning() + opening, first, part::run)));
    }

    private void inTransaction(String opening, TransactionPart part) throws Exception {
        inTransaction(Transaction.alone(session.connection()), opening, part);
    }

    /** What is done in the transaction of this id; it ends it by itself, and says whether it has left the session clean. */
    @FunctionalInterface
    private interface TransactionPart {
        boolean run(String transaction) throws Exception;
    }

    private ScriptRun run(SqlScript script, boolean again) {
        return new ScriptRun(
                script, session.connection(), log, session.settings().limits(), again);
    }

    private MigrationContext context(Set<String> found) {
        return new MigrationContext(session.connection(), log, session.settings(), listener, found);
    }

    private static Phase phase(MigrationEntry entry) {
        return entry.row().map(HistoryRow::phase).orElse(Phase.STARTED);
    }

    private static HistoryWriter.Entry entry(long since, Set<String> found) {
        return new HistoryWriter.Entry(duration(since), List.copyOf(found));
    }

    private static long duration(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    /** Verify has thrown. */
    static final class VerifyFailed extends Exception {

        private static final long serialVersionUID = 1L;

        private final Throwable thrown;

        VerifyFailed(Throwable thrown) {
            super(thrown.getMessage(), thrown);
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }
}
