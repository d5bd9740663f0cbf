package io.github.claudenexus.author;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.jdbc.Pipeline;
import io.github.claudenexus.jdbc.PlainStatement;
import io.github.claudenexus.jdbc.ServerMessage;
import io.github.claudenexus.jdbc.Statements;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.ServerFailure;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Every statement of a migration passes here: timed, and remembered when it fails. One that would end the transaction is
 * refused; among those that are sent together there is none.
 */
public final class StatementLog {

    private static final Set<String> DROPS = Set.of("drop schema", "alter schema", "drop owned");

    private final DiscoveredMigration migration;
    private final RunListener listener;
    private final RunningStatement activity;
    private final ServerNotices notices;
    private boolean buildsIndexes;
    private boolean rebuildsIndexes;
    private Optional<Refused> refused = Optional.empty();
    private Optional<Statement> dropped = Optional.empty();

    /** The last statement that failed: an author's code may have caught what it threw. */
    private record Refused(Statement statement, SQLException failure) {

        /** Whether it is that failure, or what that was made of: of a batch, the server's own. */
        boolean has(Throwable thrown) {
            return StreamSupport.stream(failure.spliterator(), false).anyMatch(one -> one == thrown);
        }
    }

    public StatementLog(DiscoveredMigration migration, RunListener listener, RunningStatement activity) {
        this.migration = migration;
        this.listener = listener;
        this.activity = activity;
        this.notices = new ServerNotices(migration, listener);
    }

    public <T> T run(Connection connection, Statement statement, StatementProbe.Call<T> call) throws Throwable {
        boolean inTransaction = !connection.getAutoCommit();
        refuseTransactionControl(statement, !inTransaction);
        remembersDrop(statement);
        if (!inTransaction) {
            buildsIndexes |= statement.kind().isIndexBuild();
            rebuildsIndexes |= statement.kind().isIndexRebuild();
        }
        long start = System.nanoTime();
        activity.begins(statement);
        try {
            Statements.refuseNul(statement.text());
            T result = listener.probe().around(connection, statement, call);
            if (inTransaction && state(connection) == TransactionState.IDLE) {
                throw TransactionViolation.by(statement, false);
            }
            if (!inTransaction) {
                notices.committed();
            }
            return result;
        } catch (SQLException failure) {
            refused = Optional.of(new Refused(statement, failure));
            throw failure;
        } finally {
            activity.ends();
            listener.statement(statement.redacted(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Whether somebody looks on around each statement: each is then sent by itself. */
    public boolean isObserved() {
        return listener.probe() != StatementProbe.NONE;
    }

    /**
     * Sends statements in one round trip with what begins their transaction. None controls it; none but the last may
     * take long; none returns many rows.
     *
     * @return the first row of the opening's last statement
     */
    public Map<String, String> together(Connection connection, String opening, List<Statement> statements)
            throws SQLException {
        statements.forEach(this::remembersDrop);
        Statement last = statements.get(statements.size() - 1);
        Progress progress = new Progress(statements);
        long start = System.nanoTime();
        activity.begins(last);
        try {
            return Pipeline.send(
                    connection,
                    opening,
                    statements.stream().map(Statement::text).toList(),
                    progress);
        } catch (SQLException failure) {
            refused = progress.current.map(statement -> new Refused(statement, failure));
            throw failure;
        } finally {
            activity.ends();
            progress.tell(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Which of several statements the server is at, as its answers show: they come at once, when all have ended. */
    private final class Progress implements Pipeline.Listener {

        private final Iterator<Statement> left;
        private final List<Statement> begun = new ArrayList<>();
        private Optional<Statement> current = Optional.empty();

        Progress(List<Statement> statements) {
            this.left = statements.iterator();
        }

        @Override
        public void begins() {
            current = left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            current.ifPresent(begun::add);
        }

        @Override
        public void says(ServerMessage message) {
            current.ifPresent(statement -> notices.says(statement, message));
        }

        @Override
        public void ended(PlainStatement.Answer answer) {
            notices.counts(answer.command(), answer.rows());
        }

        /** Tells those that the server came to. All took as long as the last of them, for the others are quick. */
        void tell(Duration all) {
            for (int at = 0; at < begun.size(); at++) {
                listener.statement(begun.get(at).redacted(), at < begun.size() - 1 ? Duration.ZERO : all);
            }
        }
    }

    private void remembersDrop(Statement statement) {
        dropped = mayDropHistory(statement) ? Optional.of(statement) : dropped;
    }

    /** The transaction around the last statements has committed. */
    public void committed() {
        notices.committed();
        listener.probe().committed();
    }

    /** A batch of this step has committed. */
    void batched(String step, boolean ended) {
        committed();
        listener.probe().batched(step, ended);
    }

    static void refuseTransactionControl(Statement statement, boolean autoCommit) {
        statement.transactionControl().ifPresent(words -> {
            throw words.startsWith("DISCARD")
                    ? TransactionViolation.discarding()
                    : TransactionViolation.by(statement, autoCommit);
        });
    }

    // What writes rows drops nothing, whatever its strings say.
    private static boolean mayDropHistory(Statement statement) {
        return switch (statement.kind().verb()) {
            case INSERT, UPDATE, DELETE, MERGE -> false;
            default -> {
                AtomicReference<String> previous = new AtomicReference<>("");
                yield statement
                        .wordsWithinStrings()
                        .anyMatch(word -> word.equals(HistoryTable.NAME)
                                || DROPS.contains(previous.getAndSet(word) + " " + word));
            }
        };
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    /** Says why a statement, or the transaction around it, is tried again. */
    public void triedAgain(Exception failure) {
        String reason =
                switch (LockRetry.sql(failure).map(SQLException::getSQLState).orElse("")) {
                    case "40P01" -> "a deadlock";
                    case "40001" -> "another transaction changed the same rows";
                    default -> "a lock was not acquired in time";
                };
        listener.retries(
                migration, reason + blocker().map(who -> ", held by " + who).orElse(""));
        forget();
    }

    /** What a statement of the history's does outside of a transaction. */
    @FunctionalInterface
    public interface HistoryStatement {
        /** Sends it. */
        void send() throws SQLException;
    }

    /** Sends it, again where it was only refused a lock: it is not the migration that waits, nor is any of it repeated. */
    public void ofHistory(Duration retryTime, HistoryStatement statement) throws SQLException {
        try {
            new LockRetry(
                            retryTime,
                            refused -> listener.retries(migration, "a history table is locked by another session"))
                    .run(() -> {
                        statement.send();
                        return statement;
                    });
        } catch (SQLException failure) {
            if ("55P03".equals(failure.getSQLState())) {
                throw ServerFailure.ofLockedHistory(failure);
            }
            throw failure;
        }
    }

    /** Says for whom the next statement waits before it is sent. */
    void waitsFor(String who) {
        activity.blockedBy(who);
        listener.says("waiting for " + who);
    }

    /** Says that an index is dropped which serves no query, and blocks the name of one that is to be built. */
    public void dropsInvalid(String index) {
        listener.says("drops " + index + ", which is invalid, to build it again");
    }

    /** Says that a statement is not sent. */
    public void leavesOut(Statement statement) {
        listener.says("leaves out, since an earlier run has done it: " + statement.excerpt());
    }

    /** Whether there was a CREATE INDEX CONCURRENTLY among the statements outside of a transaction. */
    boolean buildsIndexes() {
        return buildsIndexes;
    }

    /** Whether there was a REINDEX among the statements outside of a transaction. */
    boolean rebuildsIndexes() {
        return rebuildsIndexes;
    }

    /** Who was last seen to block the last statement. */
    public Optional<String> blocker() {
        return activity.blocker();
    }

    /** The server's process behind the run's session. */
    public int backend() {
        return activity.backend();
    }

    /** The statement that this was thrown for, if it was for one. */
    public Optional<Statement> failed(Throwable thrown) {
        return refused.filter(last -> Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                        .anyMatch(last::has))
                .map(Refused::statement);
    }

    /** The last statement that may have dropped the history table. */
    public Optional<Statement> dropped() {
        return dropped;
    }

    /** What the server says besides failures. */
    public ServerNotices notices() {
        return notices;
    }

    private void forget() {
        notices.again();
        refused = Optional.empty();
        dropped = Optional.empty();
    }
}
