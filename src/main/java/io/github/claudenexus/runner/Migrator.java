package io.github.claudenexus.runner;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.author.InvalidIndexes;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import io.github.claudenexus.session.CommitOutcome;
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

/** Applies what is pending, in order, or reads how things stand. */
public final class Migrator {

    private final ConnectionSettings database;
    private final RunSettings settings;
    private final RunListener listener;

    /** For one database. */
    public Migrator(ConnectionSettings database, RunSettings settings, RunListener listener) {
        this.database = database;
        this.settings = settings;
        this.listener = listener;
    }

    /** Applies what the request asks for. Whatever goes wrong is in the outcome, not thrown. */
    public Outcome migrate(MigrationSet set, PlanRequest request) {
        return underLock(set, true, (run, plan) -> run.apply(plan, request));
    }

    /** Undoes the migration that was applied last. Whatever goes wrong is in the outcome, not thrown. */
    public Outcome undo(MigrationSet set, int number) {
        return underLock(set, false, (run, plan) -> run.undo(plan, number));
    }

    /** What is done under the lock; what stopped it, if anything did. */
    @FunctionalInterface
    private interface UnderLock {
        Optional<NexusException> run(LockedRun run, Plan plan);
    }

    private Outcome underLock(MigrationSet set, boolean applies, UnderLock action) {
        try (Session session = Session.open(database, settings)) {
            ServerInfo greeting = new LockWait(session, listener).greet();
            Plan before = plan(session, greeting, set);
            LockedRun run = new LockedRun(session, greeting, listener);
            Optional<NexusException> failure = action.run(run, before);
            End end = new End(before, failure);
            try {
                end = run.changedSomething() ? look(session, greeting, set, failure, applies) : end;
                release(session, failure);
            } catch (SQLException | NexusException alsoFailed) {
                end = new End(before.assuming(run.ended()), failure);
                failure.ifPresent(first -> first.addSuppressed(alsoFailed));
                listener.warns("The history could not be read again after the run: " + alsoFailed.getMessage());
            }
            return outcome(
                    info(session, greeting, run.changedSomething(), Optional.empty()), end.plan(), run, end.failure());
        } catch (SQLException | NexusException failure) {
            return nowhere(failure);
        }
    }

    /** Reads how things stand; changes nothing, and takes no lock. */
    public Outcome status(MigrationSet set) {
        try (Session session = Session.open(database, settings)) {
            ServerInfo greeting = session.look().fit(false);
            Plan plan = plan(session, greeting, set);
            List<InvalidIndex> invalid = InvalidIndexes.read(session.connection());
            return outcome(
                    info(session, greeting, false, Optional.of(invalid)),
                    plan,
                    new LockedRun(session, greeting, listener),
                    Optional.empty());
        } catch (SQLException | NexusException failure) {
            return nowhere(failure);
        }
    }

    private Outcome nowhere(Exception failure) {
        return new Outcome(Optional.empty(), List.of(), Optional.of(ServerFailure.of(failure, database)));
    }

    private static Plan plan(Session session, ServerInfo greeting, MigrationSet set) throws SQLException {
        List<HistoryRow> rows = greeting.home().tableExists() ? greeting.table().rows(session.connection()) : List.of();
        return Plan.of(set.migrations(), rows);
    }

    // After a failure the connection may be gone, and with it the answer to whether a commit was done: the truth is
    // looked up on a new one.
    private End look(
            Session session, ServerInfo greeting, MigrationSet set, Optional<NexusException> failure, boolean applies)
            throws SQLException {
        if (failure.isEmpty() || session.alive()) {
            return new End(Plan.of(set.migrations(), greeting.table().rows(session.connection())), failure);
        }
        try (Session other = Session.open(database, settings)) {
            Plan plan = plan(other, new LockWait(other, listener).greet(), set);
            return applies
                    ? new End(plan, Optional.of(CommitOutcome.settle(failure.get(), plan, other.connection())))
                    : new End(plan, failure);
        }
    }

    /** How things stand after a run, and what stopped it. */
    private record End(Plan plan, Optional<NexusException> failure) {}

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
            Session session, ServerInfo greeting, boolean made, Optional<List<InvalidIndex>> invalid) {
        return new DatabaseInfo(
                Optional.of(session.address()),
                Optional.empty(),
                Optional.of(greeting.version()),
                Optional.of(greeting.table().name())
                        .filter(name -> made || greeting.home().tableExists()),
                invalid);
    }

    private static Outcome outcome(DatabaseInfo info, Plan plan, LockedRun run, Optional<NexusException> failure) {
        List<MigrationResult> results = plan.entries().stream()
                .map(entry -> new MigrationResult(
                        entry,
                        Optional.ofNullable(run.durations().get(entry.id().number())),
                        run.rows().getOrDefault(entry.id().number(), Map.of()),
                        entry.migration()
                                .map(migration -> migration.declared().manualSteps())
                                .orElse(List.of())))
                .toList();
        return new Outcome(Optional.of(info), results, failure);
    }
}
