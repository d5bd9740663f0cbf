package io.github.claudenexus.author;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Guards.IndexState;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Online;
import io.github.claudenexus.session.Deadline;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.session.Transaction;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.sql.StatementKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What an author is handed after up has committed: no transaction is open but during a batch. */
public final class OnlineDatabase extends AuthorDatabase implements Online {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final MigrationContext work;
    private final HistoryWriter history;
    private Optional<Deadline> step = Optional.empty();
    private boolean building;

    public OnlineDatabase(MigrationContext work, HistoryWriter history) {
        super(work);
        this.work = work;
        this.history = history;
    }

    // An index build that fails leaves something behind, whichever way it was sent.
    @Override
    <T> T once(Statement statement, StatementProbe.Call<T> call) throws SQLException {
        if (!building && statement.parts().stream().anyMatch(part -> part.kind().isIndexBuild())) {
            throw new IllegalArgumentException("An index is built online by createIndex, which leaves no invalid one"
                    + " behind; this might: " + statement.excerpt());
        }
        return super.once(statement, call);
    }

    // Outside a transaction each statement is one by itself, and is tried again as one.
    @Override
    <T> T logged(Statement statement, StatementProbe.Call<T> call) throws SQLException {
        StatementKind kind = statement.kind();
        if (!work.connection().getAutoCommit() || building || kind.isConcurrentDetach()) {
            return once(statement, call);
        }
        if (!kind.isConcurrentIndexWork()) {
            return retry().run(() -> once(statement, call));
        }
        return within(() -> retry().run(() -> {
            if (kind.relation().isPresent()) {
                others().await(kind.relation().get(), deadline());
            }
            return patiently(() -> once(statement, call));
        }));
    }

    private LockRetry retry() {
        return step.map(end -> LockRetry.until(end, work.log()::triedAgain))
                .orElseGet(() -> new LockRetry(work.settings().limits().lockRetryTime(), work.log()::triedAgain));
    }

    // All that one step does, nested as it may be, waits no longer than the step may.
    private <T> T within(LockRetry.Attempt<T, SQLException> what) throws SQLException {
        if (step.isPresent()) {
            return what.run();
        }
        step = Optional.of(deadline());
        try {
            return what.run();
        } finally {
            step = Optional.empty();
        }
    }

    private Deadline deadline() {
        return step.orElseGet(() -> Deadline.in(work.settings().limits().lockRetryTime()));
    }

    @Override
    public long execute(String sql, Object... parameters) throws SQLException {
        Statement written = Statement.of(sql);
        Optional<Detach> detach = Detach.of(written);
        return detach.isPresent() && work.connection().getAutoCommit()
                ? within(() -> retry().run(() -> super.execute(
                        detach.get().statement(work.connection(), written).text(), parameters)))
                : super.execute(sql, parameters);
    }

    @Override
    public boolean createIndex(Index index) throws SQLException {
        boolean ours = history.built(work.connection(), index.name());
        return within(() -> new IndexStep(work.connection(), has(), index).make(new Concurrently(ours)));
    }

    @Override
    public boolean dropIndex(String name) throws SQLException {
        if (has().indexDefinition(name).isEmpty()) {
            return false;
        }
        dropConcurrently(name);
        return true;
    }

    /** Builds and drops indexes concurrently. */
    private final class Concurrently extends InTransaction {

        private final boolean ours;

        Concurrently(boolean ours) {
            this.ours = ours;
        }

        @Override
        public boolean awaitsOthers(String table) throws SQLException {
            return others().await(table, deadline());
        }

        @Override
        public void build(Index index) throws SQLException {
            work.log()
                    .ofHistory(
                            work.settings().limits().lockRetryTime(),
                            () -> history.builds(work.connection(), index.name()));
            try {
                retry().run(() -> built(index));
            } catch (SQLException failure) {
                throw cleanedUp(index, failure);
            }
            // The build may have taken longer than its step may wait.
            step = Optional.of(Deadline.in(work.settings().limits().lockRetryTime()));
            if (has().index(index) != IndexState.PRESENT) {
                throw Failure.of(
                                FailureCode.INVALID_INDEX,
                                "The index " + index.name() + " was built and is not valid.",
                                "Look at the table " + index.table() + ", then run migrate again: it builds it again.")
                        .exception();
            }
        }

        private boolean built(Index index) throws SQLException {
            awaitsOthers(index.table());
            new IndexStep(work.connection(), has(), index).dropInvalid(this);
            building = true;
            try {
                patiently(() -> executeAsWritten(IndexStep.statement(index, true)));
            } finally {
                building = false;
            }
            return true;
        }

        // An invalid index costs every write and serves no read; it is not left behind by a failure. It gets one short
        // try beside the log, which remembers what failed and who was in the way.
        private SQLException cleanedUp(Index index, SQLException failure) {
            try {
                Optional<ExistingIndex> left = others().any(index.table())
                        ? Optional.empty()
                        : ExistingIndex.invalid(work.connection(), index.name(), index.table());
                if (left.isPresent()) {
                    Statements.send(
                            work.connection(),
                            "DROP INDEX CONCURRENTLY IF EXISTS " + left.get().text());
                }
            } catch (SQLException alsoFailed) {
                failure.addSuppressed(alsoFailed);
                if (LockRetry.worthwhile(alsoFailed)) {
                    work.listener()
                            .warns("The invalid index " + index.name() + " stays, because its table is in use;"
                                    + " the next run drops it.");
                }
            }
            return failure;
        }

        @Override
        public void drop(String qualifiedName) throws SQLException {
            work.log().dropsInvalid(qualifiedName);
            dropConcurrently(qualifiedName);
        }

        @Override
        public void alreadyThere(String what) {
            if (!ours) {
                super.alreadyThere(what);
            }
        }
    }

    private void dropConcurrently(String name) throws SQLException {
        execute("DROP INDEX CONCURRENTLY IF EXISTS " + name);
    }

    private OthersBuild others() {
        return new OthersBuild(work.connection(), work.log());
    }

    private <T> T patiently(LockRetry.Attempt<T, SQLException> statement) throws SQLException {
        return Concurrent.patiently(work.connection(), work.settings().limits(), deadline(), statement);
    }

    @Override
    public void batches(String step, Batch batch) throws Exception {
        HistoryWriter.BatchPosition position = history.position(work.connection(), step);
        if (position.after().isPresent() && !position.ended()) {
            log(step + ": goes on after " + position.rows() + " rows");
        }
        long lastLine = System.nanoTime();
        while (!position.ended()) {
            position = one(step, batch, position);
            work.listener().reached(position.rows());
            if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
                lastLine = System.nanoTime();
                log(step + ": " + position.rows() + " rows so far");
            }
        }
    }

    private HistoryWriter.BatchPosition one(String step, Batch batch, HistoryWriter.BatchPosition before)
            throws Exception {
        HistoryWriter.BatchPosition reached = retry().run(
                        () -> Transaction.run(work.connection(), "BEGIN; ", transaction -> {
                            Batch.Reached next = batch.next(new AuthorDatabase(work), before.after());
                            Optional<String> after = next.position();
                            if (next.rows() == 0 && after.isPresent() && after.equals(before.after())) {
                                throw new IllegalStateException(
                                        "The step " + step + " does not move on: a batch that was handed the"
                                                + " position " + after.get()
                                                + " returned it again, with no rows done. When nothing is left to"
                                                + " do, return Reached.END");
                            }
                            HistoryWriter.BatchPosition position = new HistoryWriter.BatchPosition(
                                    after.or(before::after), before.rows() + next.rows(), after.isEmpty());
                            history.progress(work.connection(), transaction, step, position);
                            return position;
                        }));
        work.log().batched(step, reached.ended());
        return reached;
    }

    @Override
    public void analyze(String table) throws SQLException {
        execute("ANALYZE " + table);
    }
}
