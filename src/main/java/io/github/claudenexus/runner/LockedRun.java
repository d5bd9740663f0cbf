package io.github.claudenexus.runner;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationEntry;
import io.github.claudenexus.history.Plan;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.session.BlockerMonitor;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.session.ServerFailure;
import io.github.claudenexus.session.ServerInfo;
import io.github.claudenexus.session.Session;
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
    private final ServerInfo greeting;
    private final RunListener listener;
    private final RunningStatement activity;
    private final Map<Integer, Long> durations = new LinkedHashMap<>();
    private final Map<Integer, Map<String, Long>> rows = new LinkedHashMap<>();
    private final Set<Integer> ended = new LinkedHashSet<>();
    private boolean hadObjects;

    LockedRun(Session session, ServerInfo greeting, RunListener listener) {
        this.session = session;
        this.greeting = greeting;
        this.listener = listener;
        this.activity = new RunningStatement(session.backend());
    }

    /** Applies what there is to apply; what stopped it, if anything did. */
    @SuppressWarnings("try") // the watch looks on by itself
    Optional<NexusException> apply(Plan plan, PlanRequest request) {
        try {
            List<MigrationEntry> pending = plan.toRun(request);
            if (pending.isEmpty()) {
                return Optional.empty();
            }
            new Prechecks(session, listener, activity).ask(pending);
            if (!greeting.home().tableExists()) {
                create();
            }
            try (BlockerMonitor watch = BlockerMonitor.start(session, activity, listener)) {
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
    Optional<NexusException> undo(Plan plan, int number) {
        try {
            MigrationEntry entry = plan.toUndo(number);
            DiscoveredMigration migration = entry.migration().orElseThrow();
            long start = System.nanoTime();
            try {
                new UndoRun(session, greeting.table(), migration, listener, activity).run();
            } finally {
                durations.put(number, (System.nanoTime() - start) / 1_000_000);
            }
            return Optional.empty();
        } catch (NexusException failure) {
            return Optional.of(failure);
        }
    }

    private void create() {
        greeting.home().remark().ifPresent(listener::warns);
        try {
            hadObjects = ExistingObjects.any(session.connection());
            greeting.table().create(session.connection());
        } catch (SQLException refused) {
            throw ServerFailure.ofCreating(refused, greeting.home().schema().orElse(""), session.database());
        }
    }

    private void apply(MigrationEntry entry) {
        DiscoveredMigration migration = entry.migration().orElseThrow();
        listener.begins(migration);
        MigrationRun run = new MigrationRun(session, greeting.table(), migration, listener, activity);
        long start = System.nanoTime();
        try {
            run.run(entry);
            rows.put(migration.id().number(), run.rows());
        } finally {
            durations.put(migration.id().number(), (System.nanoTime() - start) / 1_000_000);
        }
        ended.add(migration.id().number());
        listener.applied(
                migration,
                Duration.ofMillis(durations.getOrDefault(migration.id().number(), 0L)));
    }

    /** How long this run worked on each migration it came to, in milliseconds. */
    Map<Integer, Long> durations() {
        return durations;
    }

    /** How many rows each migration of this run changed. */
    Map<Integer, Map<String, Long>> rows() {
        return rows;
    }

    /** The migrations that ended well, as far as this run saw. */
    Set<Integer> ended() {
        return ended;
    }

    boolean changedSomething() {
        return !durations.isEmpty();
    }
}
