package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.LockRecorder;
import io.github.claudenexus.rows.DatabaseRows;
import io.github.claudenexus.rows.RowComparison;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.sql.SqlScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rehearsal of one migration: up, again, seeds, down, up; each on a copy of the database it must start from. */
final class MigrationRehearsal {

    private final DatabaseCopies copies;
    private RehearsalRequest request;
    private final RoleWatch listener;
    private final MigrationSet set;
    private final DiscoveredMigration migration;
    private final Findings findings;
    private final Map<Step, Long> steps = new EnumMap<>(Step.class);
    private List<LockNote> locks = List.of();
    private Optional<Failure> failedSeed = Optional.empty();
    private final List<String> remarks = new ArrayList<>();
    private Optional<Failure> refusal = Optional.empty();

    /**
     * Of the last migration of a set, on a database that has had the others.
     *
     * @param copies the database that it starts from
     * @param failedBefore earlier migrations whose up failed, and which the database lacks
     */
    MigrationRehearsal(
            DatabaseCopies copies,
            RehearsalRequest request,
            RoleWatch listener,
            MigrationSet set,
            List<DiscoveredMigration> failedBefore) {
        this.copies = copies;
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
     * @param remarks what could not be compared
     * @param refusal why it could not be applied, if it was refused
     */
    record Result(
            Judgement judgement,
            boolean applied,
            RehearsalDatabase next,
            RehearsalRequest request,
            List<String> remarks,
            Optional<Failure> refusal) {}

    /** Applies it, with its seeds, and looks at nothing else. */
    Result apply() throws SQLException {
        RehearsalDatabase fresh = copies.copy(copies.base());
        if (!up(fresh, () -> fresh.apply(set, migration, new WarningListener(listener)))) {
            return ended(false, copies.base());
        }
        RehearsalDatabase work = copies.anew(fresh);
        seeds(work);
        return ended(true, work);
    }

    /**
     * All steps. The migration's own database goes through them, and copies of it keep what it was in between: what no
     * copy takes along, such as a subscription, is then there for down.
     */
    Result judge() throws SQLException {
        Picture before = copies.base().picture();
        RehearsalDatabase fresh = copies.copy(copies.base());
        if (!up(fresh, () -> recorded(fresh))) {
            return ended(false, copies.base());
        }
        RehearsalDatabase work = copies.anew(fresh);
        listener.note(work.database());
        Picture after = work.picture();
        RehearsalDatabase up = copies.copy(work);
        DatabaseRows rowsAfterUp = up.rows();
        again(up, after, rowsAfterUp);
        RehearsalDatabase seeded = seeds(work) ? copies.copy(work) : up;
        if (!migration.reversible()) {
            findings.irreversible();
            return ended(true, seeded);
        }
        Optional<NexusException> failure = undo(work);
        if (isOfACopy(failure, work)) {
            return alone(seeded.equals(up) ? work : up, before, after);
        }
        if (down(failure, work, before)) {
            if (copies.hasBase()) {
                timed(Step.DATA, () -> {
                    DatabaseRows withSeeds = seeded.equals(up) ? rowsAfterUp : seeded.rows();
                    RowDifference rows =
                            RowComparison.afterDown(copies.base().rows(), rowsAfterUp, withSeeds, work.rows());
                    findings.data(rows);
                    if (findings.losses().isEmpty()
                            && !migration.declared().acceptLoss().isEmpty()) {
                        listener.warns(migration.id() + " declares accept-loss, and no loss was found: write a seed"
                                + " whose rows its down loses, or remove the declaration.");
                    }
                    NotCompared.rows(migration.id(), rows.empty(), before, after, locks)
                            .ifPresent(remarks::add);
                    rows.undecided().forEach(loss -> remarks.add(NotCompared.undecided(migration.id(), loss)));
                    rows.counted().forEach(table -> remarks.add(NotCompared.counted(migration.id(), table)));
                    return true;
                });
            }
            upAgain(copies.anew(work), after);
        }
        return ended(true, seeded);
    }

    /** Down and up again where a role is dropped, which the copies depend on too: without them. Seeds come last. */
    private Result alone(RehearsalDatabase work, Picture before, Picture after) throws SQLException {
        copies.keep(work);
        notCompared();
        if (down(undo(work), work, before) && !upAgain(copies.anew(work), after)) {
            return ended(false, copies.base());
        }
        RehearsalDatabase next = copies.anew(work);
        seeds(next);
        return ended(true, next);
    }

    private void notCompared() {
        remarks.add("the rows after down of " + migration.id()
                + ", which drops a role that no copy of the database may depend on");
    }

    /** How a trial ended that could not be gone through with. */
    Result broken(SQLException why) throws SQLException {
        findings.incomparable(why);
        return ended(!copies.hasBase() && refusal.isEmpty(), copies.base());
    }

    // A role that earlier migrations gave rights to cannot be dropped while the base has those rights too.
    private boolean up(RehearsalDatabase work, Work<Optional<NexusException>> applying) throws SQLException {
        return timed(Step.UP, () -> {
            Optional<NexusException> failure = applying.run();
            if (isOfACopy(failure, work)) {
                copies.keepOnly(work);
                notCompared();
                failure = applying.run();
            }
            refusal = failure.map(NexusException::failure);
            return applied(Step.UP, failure);
        });
    }

    private boolean isOfACopy(Optional<NexusException> failure, RehearsalDatabase work) {
        return failure.stream().anyMatch(it -> copies.areNamedIn(it.failure().message(), work));
    }

    private Optional<NexusException> recorded(RehearsalDatabase stage) throws SQLException {
        try (LockRecorder recorder = LockRecorder.on(stage.database(), List.of(stage.history()))) {
            Optional<NexusException> failure = stage.apply(set, migration, new WarningListener(listener, recorder));
            locks = accepted(recorder.notes(request.target().sizes(), request.bigTable()));
            request = request.sized(recorder.sizesAfter(request.target().sizes()));
            return failure;
        }
    }

    private List<LockNote> accepted(List<LockNote> notes) {
        String reason = migration.declared().acceptLock();
        if (reason.isEmpty()) {
            return notes;
        }
        boolean sized = request.target().database().isPresent();
        if (sized && notes.stream().allMatch(note -> note.severity() == LockNote.Severity.INFO)) {
            listener.warns(
                    migration.id() + " declares accept-lock, and no lock of it is flagged with the tables as large"
                            + " as they are on this target.");
        }
        return notes.stream().map(note -> note.accepted(reason)).toList();
    }

    private void again(RehearsalDatabase up, Picture after, DatabaseRows rows) throws SQLException {
        timed(Step.AGAIN, () -> {
            RehearsalDatabase again = copies.copy(up);
            again.hide(migration);
            if (applied(Step.AGAIN, again.apply(set, migration, new SilentListener(listener)))) {
                findings.notIdempotent(after.differences(again.picture()), RowComparison.same(rows, again.rows()));
            }
            copies.discard(again);
            return true;
        });
    }

    /** Writes the rows of its seeds, if it has any. */
    private boolean seeds(RehearsalDatabase stage) throws SQLException {
        List<SqlScript> seeds = request.seedsOf(migration.id().number());
        if (seeds.isEmpty()) {
            return false;
        }
        return timed(Step.SEEDS, () -> {
            failedSeed = SeedRows.write(stage.database(), seeds);
            return true;
        });
    }

    private Optional<NexusException> undo(RehearsalDatabase work) throws SQLException {
        return timed(Step.DOWN, () -> work.undo(set, migration, new SilentListener(listener)));
    }

    private boolean down(Optional<NexusException> failure, RehearsalDatabase work, Picture before) throws SQLException {
        if (!applied(Step.DOWN, failure)) {
            return false;
        }
        findings.trace(before.differences(work.picture()));
        return true;
    }

    private boolean upAgain(RehearsalDatabase work, Picture after) throws SQLException {
        return timed(Step.UP_AGAIN, () -> {
            if (!applied(Step.UP_AGAIN, work.apply(set, migration, new SilentListener(listener)))) {
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

    /** Work of one step. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T timed(Step step, Work<T> work) throws SQLException {
        long start = System.nanoTime();
        try {
            return work.run();
        } finally {
            steps.put(step, (System.nanoTime() - start) / 1_000_000);
        }
    }

    private Result ended(boolean applied, RehearsalDatabase next) throws SQLException {
        listener.note(next.database());
        copies.end(next);
        Judgement judgement = new Judgement(
                migration,
                findings.all(),
                findings.losses(),
                locks,
                findings.sequences(),
                new TreeMap<>(steps),
                failedSeed);
        return new Result(judgement, applied, next, request, List.copyOf(remarks), refusal);
    }
}
