package io.github.claudenexus.rollback;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.LockRecorder;
import io.github.claudenexus.runner.RunListener;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rehearsal of one migration: up, again, seeds, down, up; each on a copy of the database it must start from. */
final class Trial {

    private final Scratch scratch;
    private final RehearsalRequest request;
    private final RunListener listener;
    private final MigrationSet set;
    private final DiscoveredMigration migration;
    private final Findings findings;
    private final Map<Step, Long> steps = new EnumMap<>(Step.class);
    private final List<ConnectionSettings> copies = new ArrayList<>();
    private List<LockNote> locks = List.of();
    private Optional<Failure> failedSeed = Optional.empty();

    /**
     * Of the last migration of a set, on a database that has had the others.
     *
     * @param failedBefore earlier migrations whose up failed, and which the database lacks
     */
    Trial(
            Scratch scratch,
            RehearsalRequest request,
            RunListener listener,
            MigrationSet set,
            List<DiscoveredMigration> failedBefore) {
        this.scratch = scratch;
        this.request = request;
        this.listener = listener;
        this.set = set;
        this.migration = set.migrations().get(set.migrations().size() - 1);
        this.findings = new Findings(migration, failedBefore);
    }

    /**
     * How a trial ended.
     *
     * @param judgement what it showed
     * @param applied whether the migration could be applied
     * @param next the database that the next migration starts from
     */
    record Result(Judgement judgement, boolean applied, Stage next) {}

    /** Applies it, with its seeds, and looks at nothing else. */
    Result apply(Stage base) throws SQLException {
        Stage up = copy(base);
        if (!up(up)) {
            return ended(false, base, base);
        }
        return ended(true, base, seeded(up));
    }

    /** All steps. */
    Result judge(Stage base) throws SQLException {
        Picture before = base.picture();
        Stage up = copy(base);
        if (!recorded(up)) {
            return ended(false, base, base);
        }
        Picture after = up.picture();
        again(up, after);
        Stage seeded = seeded(up);
        if (!migration.reversible()) {
            findings.irreversible();
            return ended(true, base, seeded);
        }
        Stage undone = copy(seeded);
        if (down(undone, before)) {
            timed(Step.DATA, () -> {
                findings.data(DataCheck.afterDown(base, up, seeded, undone));
                return true;
            });
            upAgain(undone, after);
        }
        return ended(true, base, seeded);
    }

    private boolean up(Stage stage) throws SQLException {
        return timed(Step.UP, () -> applied(Step.UP, stage.apply(set, migration, new FirstRun(listener))));
    }

    private boolean recorded(Stage stage) throws SQLException {
        try (LockRecorder recorder = LockRecorder.on(stage.database(), List.of(stage.history()))) {
            boolean well = timed(
                    Step.UP, () -> applied(Step.UP, stage.apply(set, migration, new FirstRun(listener, recorder))));
            locks = recorder.notes(request.target().sizes(), request.bigTable());
            return well;
        }
    }

    private void again(Stage up, Picture after) throws SQLException {
        timed(Step.AGAIN, () -> {
            Stage again = copy(up);
            again.hide(migration);
            if (applied(Step.AGAIN, again.apply(set, migration, new Quiet(listener)))) {
                findings.notIdempotent(after.differences(again.picture()), DataCheck.changes(up, again));
            }
            drop(again);
            return true;
        });
    }

    private Stage seeded(Stage up) throws SQLException {
        List<SqlScript> seeds = request.seedsOf(migration.id().number());
        if (seeds.isEmpty()) {
            return up;
        }
        Stage seeded = copy(up);
        timed(Step.SEEDS, () -> {
            failedSeed = SeedRows.write(seeded.database(), seeds);
            return true;
        });
        return seeded;
    }

    private boolean down(Stage undone, Picture before) throws SQLException {
        return timed(Step.DOWN, () -> {
            if (!applied(Step.DOWN, undone.undo(set, migration, new Quiet(listener)))) {
                return false;
            }
            findings.trace(before.differences(undone.picture()));
            return true;
        });
    }

    private void upAgain(Stage undone, Picture after) throws SQLException {
        timed(Step.UP_AGAIN, () -> {
            if (applied(Step.UP_AGAIN, undone.apply(set, migration, new Quiet(listener)))) {
                findings.upAgain(after.differences(undone.picture()));
            }
            return true;
        });
    }

    private boolean applied(Step step, Optional<NexusException> failure) {
        failure.map(NexusException::failure).ifPresent(it -> findings.failed(step, it));
        return failure.isEmpty();
    }

    private Stage copy(Stage original) throws SQLException {
        ConnectionSettings copy = scratch.copy(original.database());
        copies.add(copy);
        return original.on(copy);
    }

    private void drop(Stage stage) throws SQLException {
        scratch.drop(stage.database());
        copies.remove(stage.database());
    }

    /** Work of one step. */
    @FunctionalInterface
    private interface Work {
        boolean run() throws SQLException;
    }

    private boolean timed(Step step, Work work) throws SQLException {
        long start = System.nanoTime();
        try {
            return work.run();
        } finally {
            steps.put(step, (System.nanoTime() - start) / 1_000_000);
        }
    }

    private Result ended(boolean applied, Stage base, Stage next) throws SQLException {
        for (ConnectionSettings copy : List.copyOf(copies)) {
            if (!copy.equals(next.database())) {
                scratch.drop(copy);
            }
        }
        if (!base.database().equals(next.database())) {
            scratch.drop(base.database());
        }
        Judgement judgement = new Judgement(
                migration,
                findings.all(),
                findings.losses(),
                locks,
                findings.sequences(),
                new TreeMap<>(steps),
                failedSeed);
        return new Result(judgement, applied, next);
    }
}
