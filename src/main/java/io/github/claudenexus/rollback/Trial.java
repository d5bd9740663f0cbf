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
    private RehearsalRequest request;
    private final RunListener listener;
    private final MigrationSet set;
    private final DiscoveredMigration migration;
    private final Findings findings;
    private final Map<Step, Long> steps = new EnumMap<>(Step.class);
    private final List<ConnectionSettings> copies = new ArrayList<>();
    private List<LockNote> locks = List.of();
    private Optional<Failure> failedSeed = Optional.empty();
    private Optional<String> remark = Optional.empty();

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
     * @param request with the sizes of relations by the names they have now
     * @param remark what could not be compared; empty when all was
     */
    record Result(
            Judgement judgement, boolean applied, Stage next, RehearsalRequest request, Optional<String> remark) {}

    /** Applies it, with its seeds, and looks at nothing else. */
    Result apply(Stage base) throws SQLException {
        Stage work = copy(base);
        if (!up(work)) {
            return ended(false, base, base);
        }
        seeds(work);
        return ended(true, base, work);
    }

    /**
     * All steps. The migration's own database goes through them, and copies of it keep what it was in between: what no
     * copy takes along, such as a subscription, is then there for down.
     */
    Result judge(Stage base) throws SQLException {
        Picture before = base.picture();
        Stage work = copy(base);
        if (!recorded(work)) {
            return ended(false, base, base);
        }
        Picture after = work.picture();
        Stage up = copy(work);
        again(up, after);
        Stage seeded = seeds(work) ? copy(work) : up;
        if (!migration.reversible()) {
            findings.irreversible();
            return ended(true, base, seeded);
        }
        Optional<NexusException> failure = undo(work);
        if (failure.isPresent() && scratch.isNamedIn(failure.get().failure().message())) {
            return alone(work, base, before, after);
        }
        if (down(failure, work, before)) {
            timed(Step.DATA, () -> {
                DataCheck.Result rows = DataCheck.afterDown(base, up, seeded, work);
                findings.data(rows);
                remark = NotCompared.rows(migration.id(), rows.empty(), before.differences(after), locks);
                return true;
            });
            upAgain(work, after);
        }
        return ended(true, base, seeded);
    }

    /** Down and up again where a role is dropped, which the copies depend on too: without them, and so without rows. */
    private Result alone(Stage work, Stage base, Picture before, Picture after) throws SQLException {
        for (ConnectionSettings copy : List.copyOf(copies)) {
            if (!copy.equals(work.database())) {
                scratch.drop(copy);
                copies.remove(copy);
            }
        }
        remark = Optional.of("the rows after down of " + migration.id()
                + ", which drops a role that no copy of the database may depend on");
        if (down(undo(work), work, before) && upAgain(work, after)) {
            seeds(work);
            return ended(true, base, work);
        }
        return ended(false, base, base);
    }

    /** How a trial ended that could not be gone through with. */
    Result broken(Stage base, SQLException why) throws SQLException {
        findings.incomparable(why);
        return ended(false, base, base);
    }

    private boolean up(Stage stage) throws SQLException {
        return timed(Step.UP, () -> applied(Step.UP, stage.apply(set, migration, new FirstRun(listener))));
    }

    private boolean recorded(Stage stage) throws SQLException {
        try (LockRecorder recorder = LockRecorder.on(stage.database(), List.of(stage.history()))) {
            boolean well = timed(
                    Step.UP, () -> applied(Step.UP, stage.apply(set, migration, new FirstRun(listener, recorder))));
            locks = recorder.notes(request.target().sizes(), request.bigTable());
            request = request.sized(recorder.sizesAfter(request.target().sizes()));
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

    /** Writes the rows of its seeds, if it has any. */
    private boolean seeds(Stage stage) throws SQLException {
        List<SqlScript> seeds = request.seedsOf(migration.id().number());
        if (seeds.isEmpty()) {
            return false;
        }
        return timed(Step.SEEDS, () -> {
            failedSeed = SeedRows.write(stage.database(), seeds);
            return true;
        });
    }

    private Optional<NexusException> undo(Stage work) throws SQLException {
        long start = System.nanoTime();
        try {
            return work.undo(set, migration, new Quiet(listener));
        } finally {
            steps.put(Step.DOWN, (System.nanoTime() - start) / 1_000_000);
        }
    }

    private boolean down(Optional<NexusException> failure, Stage work, Picture before) throws SQLException {
        if (!applied(Step.DOWN, failure)) {
            return false;
        }
        findings.trace(before.differences(work.picture()));
        return true;
    }

    private boolean upAgain(Stage work, Picture after) throws SQLException {
        return timed(Step.UP_AGAIN, () -> {
            if (!applied(Step.UP_AGAIN, work.apply(set, migration, new Quiet(listener)))) {
                return false;
            }
            findings.upAgain(after.differences(work.picture()));
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
        scratch.discard(stage.database());
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
                scratch.discard(copy);
            }
        }
        if (!base.database().equals(next.database())) {
            scratch.discard(base.database());
        }
        Judgement judgement = new Judgement(
                migration,
                findings.all(),
                findings.losses(),
                locks,
                findings.sequences(),
                new TreeMap<>(steps),
                failedSeed);
        return new Result(judgement, applied, next, request, remark);
    }
}
