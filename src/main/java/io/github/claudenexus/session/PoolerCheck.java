package io.github.claudenexus.session;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells a pooler that lends the server's sessions for one transaction each, which no run can work through, from a proxy
 * that keeps one session for each client. Asked only when a proxy answers in the server's place. It sets nothing and
 * takes no lock: both would stay behind on a session that is somebody else's next.
 */
final class PoolerCheck {

    /** What to do about it. */
    static final String HINT =
            "Connect to the server itself, or to a pool in session mode (pool_mode=session in PgBouncer).";

    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_ASKING = Duration.ofMillis(100);
    private static final int MESSAGES_TO_CONNECT = 8;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    private final Connection first;
    private final ConnectionSettings database;

    PoolerCheck(Connection first, ConnectionSettings database) {
        this.first = first;
        this.database = database;
    }

    /** The backend that this connection keeps; refuses a pooler that may lend it to others. */
    BackendProcess refuse() throws SQLException {
        int before = first.getNetworkTimeout();
        first.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
        CompletableFuture<Connection> second = CompletableFuture.supplyAsync(
                () -> Connector.reachBare(database).connection(), PoolerCheck::startDaemon);
        try {
            BackendProcess kept = BackendProcess.answering(first);
            Optional<Connection> other = await(second, kept);
            if (other.isPresent()) {
                meet(kept, other.get());
            }
            return kept;
        } finally {
            first.setNetworkTimeout(Runnable::run, before);
            // One that comes too late, too.
            CompletableFuture<Void> unused = second.thenAccept(PoolerCheck::close);
        }
    }

    // An idle pool lends the session that came back last, or the one that came back first: a client that asks twice in
    // a
    // row is given two, unless there is one only, and that one is given to the second client too. A busy pool changes
    // them all the time.
    private void meet(BackendProcess kept, Connection second) throws SQLException {
        BackendProcess others = BackendProcess.answering(second);
        for (int round = 0; round < ROUNDS; round++) {
            keeps(kept, first);
            keeps(kept, first);
            keeps(others, second);
            if (others.is(kept)) {
                throw refusal(database);
            }
        }
    }

    private void keeps(BackendProcess backend, Connection connection) throws SQLException {
        if (!BackendProcess.answering(connection).is(backend)) {
            throw refusal(database);
        }
    }

    /**
     * The second client; empty when the pool has no session left for it. A pool lends in the order of asking: while the
     * first is answered once, the second gets on by one message, unless the first has never given back what it was lent.
     */
    private Optional<Connection> await(CompletableFuture<Connection> second, BackendProcess kept) throws SQLException {
        for (int answers = 0; answers <= MESSAGES_TO_CONNECT; answers++) {
            Duration patience = answers == 0 ? PATIENCE : BETWEEN_ASKING;
            try {
                return Optional.of(second.get(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException stillWaiting) {
                keeps(kept, first);
            } catch (ExecutionException refused) {
                throw unknown(refused.getCause() == null ? refused : refused.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw Failure.of(FailureCode.INTERRUPTED, "The build was interrupted while the run connected.", "")
                        .exception(interrupted);
            }
        }
        return Optional.empty();
    }

    /** The failure of a run behind such a pooler. */
    static NexusException refusal(ConnectionSettings database) {
        return Failure.of(
                        FailureCode.UNFIT_SERVER,
                        "A pooler in transaction mode answers at " + database.describe()
                                + ": it lends each transaction another session of the server, and the run's lock is a"
                                + " session's. Nothing was changed.",
                        HINT)
                .exception();
    }

    private NexusException unknown(Throwable refused) {
        return Failure.of(
                        FailureCode.UNFIT_SERVER,
                        "A pooler or another proxy answers at " + database.describe()
                                + ", and a second connection, which would show whether it keeps one session of the"
                                + " server for each client, could not be opened: " + refused.getMessage()
                                + " Nothing was changed.",
                        "Connect to the server itself, or let the pooler take two connections.")
                .exception(refused);
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "nexus-second-client");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Connection second) {
        try {
            second.close();
        } catch (SQLException goneAlready) {
            // It has done what it was for.
        }
    }
}
