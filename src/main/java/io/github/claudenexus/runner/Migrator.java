package io.github.claudenexus.runner;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.author.InvalidIndexes;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoriesReader;
import io.github.claudenexus.history.HistoryTable;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackPlan;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.history.TakeOver;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import io.github.claudenexus.session.LockWait;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.session.ServerFailure;
import io.github.claudenexus.session.ServerInfo;
import io.github.claudenexus.session.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Applies what is pending, undoes what was applied, or reads how things stand. */
public final class Migrator {

    private final ConnectionSettings database;
    private final Supplier<Session> sessions;
    private final RunListener listener;

    /** For one database. */
    public Migrator(ConnectionSettings database, RunSettings settings, RunListener listener) {
        this(database, () -> Session.open(database, settings), listener);
    }

    /**
     * For one database, over sessions that somebody else opens.
     *
     * @param sessions opens a session on the database each time
     */
    public Migrator(ConnectionSettings database, Supplier<Session> sessions, RunListener listener) {
        this.database = database;
        this.sessions = sessions;
        this.listener = listener;
    }

    /** Applies what the request asks for. Whatever goes wrong is in the outcome, not thrown. */
    public Outcome migrate(MigrationSet set, PlanRequest request) {
        return underLock(set, (run, plan) -> run.apply(plan, request));
    }

    /** Records what is at or below the baseline, and runs nothing. Whatever goes wrong is in the outcome, not thrown. */
    public Outcome baseline(MigrationSet set, Version version) {
        return baseline(set, version, PlanRequest.Others.STOP);
    }

    /** The same, on a database that may have the history of another tool. */
    public Outcome baseline(MigrationSet set, Version version, PlanRequest.Others others) {
        return underLock(set, (run, plan) -> run.baseline(plan.heeding(others), version));
    }

    /** Undoes what the request asks for. Whatever goes wrong is in the outcome, not thrown. */
    public Outcome rollback(MigrationSet set, RollbackRequest request) {
        return underLock(set, (run, plan) -> run.rollback(plan, request, true));
    }

    /** Undoes the migration that was applied last, whatever it loses, and keeps no record of it: in a rehearsal. */
    public Outcome undo(MigrationSet set) {
        return underLock(set, (run, plan) -> run.rollback(plan, RollbackRequest.LAST, false));
    }

    /** What is done under the lock; what stopped it, if anything did. */
    @FunctionalInterface
    private interface LockedAction {
        Optional<NexusException> run(LockedRun run, Plan plan);
    }

    private Outcome underLock(MigrationSet set, LockedAction action) {
        try (Session session = sessions.get()) {
            ServerInfo server = new LockWait(session, listener).acquire();
            Plan before = readPlan(session, server, set);
            MigrationSet.check(before.notAsApplied());
            LockedRun run = new LockedRun(session, server, listener);
            Optional<NexusException> failure = action.run(run, before);
            FinalState state = new FinalState(before, failure);
            try {
                state = run.triedSomething() ? readFinalState(session, server, set, state, run) : state;
                release(session, failure);
            } catch (SQLException | NexusException alsoFailed) {
                state = new FinalState(run.assumed(before), failure);
                failure.ifPresent(first -> first.addSuppressed(alsoFailed));
                listener.warns("The history could not be read again after the run: " + alsoFailed.getMessage());
            }
            DatabaseInfo info = info(session, server, run.triedSomething(), Optional.empty());
            return new Outcome(Optional.of(info), run.results(state.plan()), state.failure());
        } catch (SQLException | NexusException failure) {
            return notReached(failure);
        }
    }

    /** Reads how things stand; changes nothing, and takes no lock. */
    public Outcome status(MigrationSet set) {
        return look(set, Plan::withKnownDown);
    }

    /**
     * The same.
     *
     * @param downs of which migrations the downs are read, and refused where no down may hold what they hold
     */
    private Outcome look(MigrationSet set, Function<Plan, List<DiscoveredMigration>> downs) {
        try (Session session = sessions.get()) {
            ServerInfo server = session.look().fit(false);
            Plan plan = readPlan(session, server, set);
            MigrationSet.check(plan.notAsApplied());
            MigrationSet.checkDowns(downs.apply(plan));
            TakeOver.refusal(plan).ifPresent(stops -> listener.warns(stops.message() + " " + stops.hint()));
            DatabaseInfo info = info(session, server, false, Optional.of(InvalidIndexes.read(session.connection())));
            return new Outcome(
                    Optional.of(info),
                    plan.entries().stream()
                            .map(entry -> MigrationResult.of(entry, Optional.empty(), Map.of(), 0))
                            .toList(),
                    Optional.empty());
        } catch (SQLException | NexusException failure) {
            return notReached(failure);
        }
    }

    /** Says what a rollback would undo, or why nothing; changes nothing, and takes no lock. */
    public Outcome planRollback(MigrationSet set, RollbackRequest request) {
        Outcome now = look(set, plan -> List.of());
        if (now.failure().isPresent()) {
            return now;
        }
        try {
            RollbackPlan rollback = RollbackPlan.of(now.plan(), request);
            listener.plans(rollback);
            return now.toUndo(rollback);
        } catch (NexusException refused) {
            return now.stoppedBy(Optional.of(refused));
        }
    }

    private Outcome notReached(Exception failure) {
        return new Outcome(Optional.empty(), List.of(), Optional.of(ServerFailure.of(failure, database)));
    }

    private static Plan readPlan(Session session, ServerInfo server, MigrationSet set) throws SQLException {
        Optional<HistoryTable> table =
                Optional.of(server.table()).filter(there -> server.home().tableExists());
        return HistoriesReader.read(session.connection(), table, server.otherHistories())
                .plan(set.migrations());
    }

    // After a failure the connection may be gone, and with it the answer to whether a commit was done: the truth is
    // looked up on a new one. A migration that failed outside of a transaction may have left another role.
    private FinalState readFinalState(
            Session session, ServerInfo server, MigrationSet set, FinalState seen, LockedRun run) throws SQLException {
        Optional<NexusException> failure = seen.failure();
        if (failure.isEmpty() || session.alive()) {
            if (failure.isPresent()) {
                session.clean();
            }
            return new FinalState(Plan.of(set.migrations(), server.table().rows(session.connection())), failure);
        }
        try (Session other = sessions.get()) {
            Plan plan = readPlan(other, new LockWait(other, listener).acquire(), set);
            return new FinalState(plan, Optional.of(run.settled(failure.get(), seen.plan(), plan, other.connection())));
        }
    }

    /** How things stand after a run, and what stopped it. */
    private record FinalState(Plan plan, Optional<NexusException> failure) {}

    // How the run ended is known by now: a lock that cannot be released changes nothing about it.
    private void release(Session session, Optional<NexusException> failure) {
        try {
            if (failure.isPresent() && !session.alive()) {
                return;
            }
            switch (session.release()) {
                case HELD -> {}
                case GIVEN_AWAY ->
                    listener.warns(
                            "A migration gave the run's lock away: another runner may have run at the same time.");
                case ANOTHER_SESSION ->
                    listener.warns("The lock was lost during the run; was the session behind a pooler?");
            }
        } catch (SQLException refused) {
            failure.ifPresent(first -> first.addSuppressed(refused));
            listener.warns("The run's lock could not be released: " + refused.getMessage()
                    + " It is released when the session ends.");
        }
    }

    private static DatabaseInfo info(
            Session session, ServerInfo server, boolean made, Optional<List<InvalidIndex>> invalid) {
        return new DatabaseInfo(
                Optional.of(session.address()),
                Optional.empty(),
                Optional.of(server.version()),
                Optional.of(server.table().name())
                        .filter(name -> made || server.home().tableExists()),
                invalid);
    }
}
