package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.Names;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.Baseline;
import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.Recording;
import io.github.claudenexus.history.RollbackPlan;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.history.TakeOver;
import io.github.claudenexus.history.UndoWriter;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.session.BlockerMonitor;
import io.github.claudenexus.session.CommitOutcome;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.ServerFailure;
import io.github.claudenexus.session.ServerInfo;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.session.Transaction;
import io.github.claudenexus.sql.CreatedObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run under the lock: what is pending, or what is to be undone, one after the other until the first that fails. */
final class LockedRun {

    private final Session session;
    private final ServerInfo server;
    private final RunListener listener;
    private final RunningStatement running;
    private final HistoryWriter.Run history;
    private final Map<MigrationId, Long> durations = new LinkedHashMap<>();
    private final Map<MigrationId, Map<String, Long>> rows = new LinkedHashMap<>();
    private final Set<MigrationId> ended = new LinkedHashSet<>();
    private int nextOrder;
    private boolean hadObjects;
    private boolean undoes;
    private boolean records;
    private List<MigrationId> steps = List.of();

    LockedRun(Session session, ServerInfo server, RunListener listener) {
        this.session = session;
        this.server = server;
        this.listener = listener;
        this.running = new RunningStatement(session.backend());
        this.history = session.historyRun();
    }

    /** Applies what there is to apply; what stopped it, if anything did. */
    @SuppressWarnings("try") // the watch looks on by itself
    Optional<NexusException> apply(Plan plan, PlanRequest request) {
        try {
            if (request.others() == PlanRequest.Others.TAKE_OVER) {
                record(TakeOver.recordings(plan, server.table().name()));
                return Optional.empty();
            }
            List<MigrationEntry> pending = plan.heeding(request.others()).toRun(request);
            if (pending.isEmpty()) {
                return Optional.empty();
            }
            for (MigrationEntry entry : pending) {
                run(entry).precheck(entry);
            }
            prepareHistory();
            nextOrder = plan.nextOrder();
            try (BlockerMonitor watch = BlockerMonitor.start(session, running, listener)) {
                for (MigrationEntry entry : pending) {
                    apply(entry);
                }
            }
            return Optional.empty();
        } catch (NexusException failure) {
            return Optional.of(
                    hadObjects ? ExistingObjects.explain(failure, session.connection(), ended.isEmpty()) : failure);
        }
    }

    /**
     * Undoes what there is to undo; what stopped it, if anything did.
     *
     * @param kept whether {@code nexus_rollbacks} keeps what was undone
     */
    @SuppressWarnings("try") // the watch looks on by itself
    Optional<NexusException> rollback(Plan plan, RollbackRequest request, boolean kept) {
        undoes = true;
        try {
            RollbackPlan rollback = RollbackPlan.of(plan, request);
            steps = rollback.steps().stream().map(MigrationEntry::id).toList();
            listener.plans(rollback);
            if (steps.isEmpty()) {
                return Optional.empty();
            }
            prepareHistory();
            if (kept) {
                prepareRollbacks(undoWriter(rollback.steps().get(0), true));
            }
            try (BlockerMonitor watch = BlockerMonitor.start(session, running, listener)) {
                for (MigrationEntry entry : rollback.steps()) {
                    undo(entry, kept);
                }
            }
            return Optional.empty();
        } catch (NexusException failure) {
            return Optional.of(failure);
        }
    }

    private void undo(MigrationEntry entry, boolean kept) {
        DiscoveredMigration migration = entry.migration().orElseThrow();
        UndoWriter undone = undoWriter(entry, kept);
        timed(migration, () -> run(entry).undo(entry, undone));
        listener.undone(migration, duration(migration));
    }

    private UndoWriter undoWriter(MigrationEntry entry, boolean kept) {
        return new UndoWriter(server.table(), entry, history, kept);
    }

    /** Records what is at or below the baseline, and runs nothing; what stopped it, if anything did. */
    Optional<NexusException> baseline(Plan plan, Version version) {
        try {
            Baseline baseline = Baseline.of(plan, version, server.table().name());
            baseline.objection(amongObjects(baseline.createdLater())).ifPresent(objection -> {
                throw objection.exception();
            });
            record(baseline.recordings());
            return Optional.empty();
        } catch (NexusException refused) {
            return Optional.of(refused);
        }
    }

    private Set<CreatedObject> amongObjects(Set<CreatedObject> later) {
        try {
            return ExistingObjects.among(session.connection(), later);
        } catch (SQLException refused) {
            throw ServerFailure.ofLooking(refused, session.database());
        }
    }

    private void record(List<Recording> recordings) {
        records = true;
        prepareHistory();
        List<MigrationId> ids =
                recordings.stream().map(one -> one.migration().id()).toList();
        try {
            Transaction.run(session.connection(), session.beginning(), transaction -> {
                server.table().record(session.connection(), history, transaction, recordings);
                return transaction;
            });
        } catch (Exception refused) {
            throw notRecorded(ids, ServerFailure.of(refused, session.database()));
        }
        ids.forEach(id -> durations.put(id, 0L));
        ended.addAll(ids);
        says("Recorded as the baseline, and not run: ", HistoryRow.RecordedBy.BASELINE, recordings);
        says("Taken over, and not run: ", HistoryRow.RecordedBy.TAKE_OVER, recordings);
    }

    private void says(String words, HistoryRow.RecordedBy by, List<Recording> recordings) {
        List<String> names = recordings.stream()
                .filter(one -> one.by() == by)
                .map(one -> one.migration().id().toString())
                .toList();
        if (!names.isEmpty()) {
            listener.says(words + Names.some(names));
        }
    }

    // Where the answer is lost, the history is read again. The last one stands for all: each is recorded, or none.
    private NexusException notRecorded(List<MigrationId> ids, NexusException failure) {
        if (failure.failure().code() != FailureCode.CONNECTION_LOST) {
            return failure;
        }
        ids.forEach(id -> durations.put(id, 0L));
        return failure.failure()
                .at(new Failure.Place(
                        Optional.of(ids.get(ids.size() - 1).toString()),
                        Optional.empty(),
                        Optional.empty(),
                        failure.failure().place().sqlState(),
                        Optional.empty()))
                .exception(failure);
    }

    private void prepareHistory() {
        switch (server.home().table()) {
            case NONE -> create();
            case EARLIER -> convert();
            case CURRENT -> {}
        }
    }

    private void convert() {
        try {
            new LockRetry(
                            session.settings().limits().lockRetryTime(),
                            refused -> listener.warns(
                                    "The history table is in use, and is not converted yet: " + refused.getMessage()))
                    .run(() -> Transaction.run(session.connection(), session.beginning(), transaction -> {
                        server.table().convert(session.connection(), history);
                        return transaction;
                    }));
        } catch (Exception refused) {
            throw ServerFailure.ofConverting(refused, session.database());
        }
    }

    private void create() {
        server.home().remark().ifPresent(listener::warns);
        try {
            hadObjects = ExistingObjects.any(session.connection());
            server.table().create(session.connection());
        } catch (SQLException refused) {
            throw ServerFailure.ofCreating(
                    refused, "the history table", server.home().schema().orElse(""), session.database());
        }
    }

    private void prepareRollbacks(UndoWriter first) {
        try {
            server.table().createRollbacks(session.connection());
        } catch (SQLException refused) {
            throw ServerFailure.ofCreating(
                    refused, "the table nexus_rollbacks", server.home().schema().orElse(""), session.database());
        }
        try {
            first.check(session.connection());
        } catch (SQLException refused) {
            throw ServerFailure.of(refused, session.database());
        }
    }

    private void apply(MigrationEntry entry) {
        DiscoveredMigration migration = entry.migration().orElseThrow();
        MigrationRun run = run(entry);
        timed(migration, () -> {
            run.apply(entry);
            rows.put(migration.id(), run.rows());
        });
        nextOrder = Math.max(nextOrder, entry.orderWhenApplied(nextOrder) + 1);
        listener.applied(migration, duration(migration));
    }

    private void timed(DiscoveredMigration migration, Runnable work) {
        listener.begins(migration);
        long start = System.nanoTime();
        try {
            work.run();
        } finally {
            durations.put(migration.id(), (System.nanoTime() - start) / 1_000_000);
        }
        ended.add(migration.id());
    }

    private Duration duration(DiscoveredMigration migration) {
        return Duration.ofMillis(durations.getOrDefault(migration.id(), 0L));
    }

    private MigrationRun run(MigrationEntry entry) {
        HistoryWriter writer = new HistoryWriter(server.table(), entry, entry.orderWhenApplied(nextOrder), history);
        return new MigrationRun(session, writer, entry, listener, running);
    }

    /** Each migration as it is now, with what this run did to it. */
    List<MigrationResult> results(Plan plan) {
        return plan.entries().stream()
                .map(entry -> MigrationResult.of(
                        entry,
                        Optional.ofNullable(durations.get(entry.id())),
                        rows.getOrDefault(entry.id(), Map.of()),
                        steps.indexOf(entry.id()) + 1))
                .toList();
    }

    /** How things stand as far as this run saw: what is known when the history cannot be read again. */
    Plan assumed(Plan before) {
        return undoes ? before.undone(ended) : before.applied(ended);
    }

    /** What stopped it, as it is after the history was read again on another connection, and under the lock. */
    NexusException settled(NexusException lost, Plan before, Plan after, Connection connection) throws SQLException {
        if (records) {
            return CommitOutcome.ofRecording(lost, after, connection);
        }
        return undoes
                ? CommitOutcome.ofDown(lost, after, connection)
                : CommitOutcome.ofUp(lost, before, after, connection);
    }

    /** Whether a migration was tried, so that the history may be another one. */
    boolean triedSomething() {
        return !durations.isEmpty();
    }
}
