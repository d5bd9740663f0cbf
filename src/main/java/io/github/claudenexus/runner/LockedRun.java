package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.discovery.Version;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.session.BlockerMonitor;
import io.github.claudenexus.session.LockRetry;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.ServerFailure;
import io.github.claudenexus.session.ServerInfo;
import io.github.claudenexus.session.Session;
import io.github.claudenexus.session.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run under the lock: the pending migrations, one after the other, until the first that fails. */
final class LockedRun {

    private final Session session;
    private final ServerInfo server;
    private final RunListener listener;
    private final RunningStatement running;
    private final Map<MigrationId, Long> durations = new LinkedHashMap<>();
    private final Map<MigrationId, Map<String, Long>> rows = new LinkedHashMap<>();
    private final Set<MigrationId> ended = new LinkedHashSet<>();
    private boolean hadObjects;

    LockedRun(Session session, ServerInfo server, RunListener listener) {
        this.session = session;
        this.server = server;
        this.listener = listener;
        this.running = new RunningStatement(session.backend());
    }

    /** Applies what there is to apply; what stopped it, if anything did. */
    @SuppressWarnings("try") // the watch looks on by itself
    Optional<NexusException> apply(Plan plan, PlanRequest request) {
        try {
            List<MigrationEntry> pending = plan.toRun(request);
            if (pending.isEmpty()) {
                return Optional.empty();
            }
            for (MigrationEntry entry : pending) {
                run(entry).precheck(entry);
            }
            prepareHistory();
            try (BlockerMonitor watch = BlockerMonitor.start(session, running, listener)) {
                for (MigrationEntry entry : pending) {
                    apply(entry);
                }
            }
            return Optional.empty();
        } catch (NexusException failure) {
            return Optional.of(hadObjects ? ExistingObjects.explain(failure, session.connection()) : failure);
        }
    }

    /** Undoes the migration that was applied last; what stopped it, if anything did. */
    Optional<NexusException> undo(Plan plan, Version version) {
        try {
            MigrationEntry entry = plan.toUndo(version);
            prepareHistory();
            long start = System.nanoTime();
            try {
                run(entry).undo(entry);
            } finally {
                durations.put(entry.id(), (System.nanoTime() - start) / 1_000_000);
            }
            return Optional.empty();
        } catch (NexusException failure) {
            return Optional.of(failure);
        }
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
                        server.table().convert(session.connection(), session.historyRun());
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
            throw ServerFailure.ofCreating(refused, server.home().schema().orElse(""), session.database());
        }
    }

    private void apply(MigrationEntry entry) {
        DiscoveredMigration migration = entry.migration().orElseThrow();
        listener.begins(migration);
        MigrationRun run = run(entry);
        long start = System.nanoTime();
        try {
            run.apply(entry);
            rows.put(migration.id(), run.rows());
        } finally {
            durations.put(migration.id(), (System.nanoTime() - start) / 1_000_000);
        }
        ended.add(migration.id());
        listener.applied(migration, Duration.ofMillis(durations.getOrDefault(migration.id(), 0L)));
    }

    private MigrationRun run(MigrationEntry entry) {
        return new MigrationRun(session, server.table(), entry, listener, running);
    }

    /** Each migration as it is now, with what this run did to it. */
    List<MigrationResult> results(Plan plan) {
        return plan.entries().stream()
                .map(entry -> MigrationResult.of(
                        entry, Optional.ofNullable(durations.get(entry.id())), rows.getOrDefault(entry.id(), Map.of())))
                .toList();
    }

    /** The migrations that ended well, as far as this run saw. */
    Set<MigrationId> ended() {
        return ended;
    }

    /** Whether a migration was tried, so that the history may be another one. */
    boolean triedSomething() {
        return !durations.isEmpty();
    }
}
