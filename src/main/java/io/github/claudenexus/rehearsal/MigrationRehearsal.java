package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.locks.LockRecorder;
import io.github.claudenexus.rows.DatabaseRows;
import io.github.claudenexus.rows.RowComparison;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.session.RunListener;
import io.github.claudenexus.session.StatementProbe;
import io.github.claudenexus.sql.SqlScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rehearsal of one migration, and the databases that it takes:
 *
 * <ol>
 *   <li>{@code base}: as the earlier migrations left it. The next one starts from it where up fails.
 *   <li>{@code work}, a copy of it: up; then seeds; then down; then up again.
 *   <li>{@code up}, a copy of {@code work} after up. The next migration starts from it where there are no seeds.
 *   <li>a copy of {@code up}, for the second run of up, dropped after it.
 *   <li>{@code seeded}, a copy of {@code work} after the seeds: the next migration starts from it.
 * </ol>
 *
 * <p>What is compared was read into memory before: what a database held stays known when it is dropped.
 */
final class MigrationRehearsal {

    private final DatabaseCopies copies;
    private RehearsalRequest request;
    private final RunListener listener;
    private final MigrationSet set;
    private final DiscoveredMigration migration;
    private final List<SqlScript> seeds;
    private final Findings findings;
    private final Map<RehearsalStep, Long> steps = new EnumMap<>(RehearsalStep.class);
    private final List<String> remarks = new ArrayList<>();
    private List<LockNote> locks = List.of();
    private Optional<Failure> failedUp = Optional.empty();
    private Optional<Failure> failedSeed = Optional.empty();

    /**
     * Of the last migration of a set, on a database that has had the others.
     *
     * @param copies the database that it starts from
     * @param failedBefore earlier migrations whose up failed, and which the database lacks
     */
    MigrationRehearsal(
            DatabaseCopies copies,
            RehearsalRequest request,
            RunListener listener,
            MigrationSet set,
            List<DiscoveredMigration> failedBefore) {
        this.copies = copies;
        this.request = request;
        this.listener = listener;
        this.set = set;
        this.migration = set.migrations().get(set.migrations().size() - 1);
        this.seeds = request.seedsOf(migration.id().number());
        this.findings = new Findings(migration, failedBefore);
    }

    /** Applies it, with its seeds, and compares nothing. */
    RehearsedMigration apply() throws SQLException {
        RehearsalDatabase work = copies.copy(copies.base());
        if (!up(work, StatementProbe.NONE)) {
            return ended(false, copies.base());
        }
        writeSeeds(work);
        return ended(true, work);
    }

    /**
     * All steps. One database goes through them, and copies keep what it was in between: what no copy takes along, such
     * as a subscription, is then there for down.
     */
    RehearsedMigration judge() throws SQLException {
        RehearsalState before = copies.base().state();
        RehearsalDatabase work = copies.copy(copies.base());
        if (!recordedUp(work)) {
            return ended(false, copies.base());
        }
        RehearsalState after = work.state();
        RehearsalDatabase up = copies.copy(work);
        again(up, after);
        RehearsalDatabase seeded = writeSeeds(work) ? copies.copy(work) : up;
        if (!migration.reversible()) {
            findings.irreversible();
            return ended(true, seeded);
        }
        Optional<NexusException> failure = undo(work);
        if (isInTheWay(failure, work)) {
            return judgeWithoutCopies(seeded.equals(up) ? work : up, before, after);
        }
        if (down(failure, work, before)) {
            DatabaseRows withSeeds = seeded.equals(up) ? after.rows() : seeded.rows();
            compareRows(before, after, withSeeds, work);
            upAgain(work, after);
        }
        return ended(true, seeded);
    }

    /** Down and up again on the only database that is left, where the others were in the way. Seeds come last. */
    private RehearsedMigration judgeWithoutCopies(RehearsalDatabase only, RehearsalState before, RehearsalState after)
            throws SQLException {
        copies.keepOnly(only);
        if (down(undo(only), only, before)) {
            compareRows(before, after, after.rows(), only);
            if (!upAgain(only, after)) {
                return ended(false, only);
            }
        }
        if (writeSeeds(only)) {
            remarks.add("what becomes of the seed rows of " + migration.id()
                    + " in its down, which drops a role that no copy of the database may depend on");
        }
        return ended(true, only);
    }

    /** What down did with the rows, and what of them it does not show. */
    private void compareRows(
            RehearsalState before, RehearsalState after, DatabaseRows withSeeds, RehearsalDatabase undone)
            throws SQLException {
        RowDifference rows = timed(
                RehearsalStep.DATA,
                () -> RowComparison.afterDown(before.rows(), after.rows(), withSeeds, undone.rows()));
        findings.data(rows);
        if (findings.losses().isEmpty() && !migration.declared().acceptLoss().isEmpty()) {
            listener.warns(migration.id() + " declares accept-loss, and no loss was found: write a seed whose rows its"
                    + " down loses, or remove the declaration.");
        }
        NotCompared.rows(migration.id(), rows.empty(), before.catalog(), after.catalog(), locks)
                .ifPresent(remarks::add);
        rows.undecided().forEach(loss -> remarks.add(NotCompared.undecided(migration.id(), loss)));
        rows.counted().forEach(table -> remarks.add(NotCompared.counted(migration.id(), table)));
    }

    /** How it ended where the server refused what the rehearsal itself asked of it. */
    RehearsedMigration incomparable(Exception refused) throws SQLException {
        findings.incomparable(refused);
        return ended(!copies.hasBase() && failedUp.isEmpty(), copies.base());
    }

    private boolean recordedUp(RehearsalDatabase work) throws SQLException {
        LockRecorder recorder =
                LockRecorder.on(work.database(), List.of(work.history().name()));
        boolean applied = up(work, recorder);
        locks = accepted(recorder.notes(request.target().sizes(), request.bigTable()));
        request = request.sized(recorder.sizesAfter(request.target().sizes()));
        return applied;
    }

    private boolean up(RehearsalDatabase work, StatementProbe probe) throws SQLException {
        failedUp = timed(RehearsalStep.UP, () -> {
            if (copies.areKept()) {
                Optional<Failure> refusal = SharedObjects.refusal(migration, seeds);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            Optional<NexusException> failure = work.apply(set, migration, RehearsalListener.first(listener, probe));
            if (isInTheWay(failure, work)) {
                copies.keepOnly(work);
                failure = work.apply(set, migration, RehearsalListener.first(listener, probe));
            }
            return failure.map(NexusException::failure);
        });
        failedUp.ifPresent(failure -> findings.failed(RehearsalStep.UP, failure));
        return failedUp.isEmpty();
    }

    /**
     * Whether another database was in the way: roles belong to the whole server, so one cannot be dropped while a copy
     * has rights of it.
     */
    private static boolean isInTheWay(Optional<NexusException> failure, RehearsalDatabase work) {
        return failure.stream()
                .anyMatch(it -> DatabaseCopies.anotherIsNamed(it.failure().message(), work));
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

    private void again(RehearsalDatabase up, RehearsalState after) throws SQLException {
        timed(RehearsalStep.AGAIN, () -> {
            RehearsalDatabase again = copies.copy(up);
            again.hide(migration);
            if (applied(RehearsalStep.AGAIN, again.apply(set, migration, RehearsalListener.silent(listener)))) {
                RehearsalState now = again.state();
                findings.notIdempotent(
                        after.catalog().differences(now.catalog()), RowComparison.same(after.rows(), now.rows()));
            }
            copies.discard(again);
            return true;
        });
    }

    /** Writes the rows of its seeds, if it has any. */
    private boolean writeSeeds(RehearsalDatabase work) throws SQLException {
        if (seeds.isEmpty()) {
            return false;
        }
        failedSeed = timed(RehearsalStep.SEEDS, () -> SeedRows.write(work.database(), seeds));
        return true;
    }

    private Optional<NexusException> undo(RehearsalDatabase work) throws SQLException {
        return timed(RehearsalStep.DOWN, () -> work.undo(set, migration, RehearsalListener.silent(listener)));
    }

    private boolean down(Optional<NexusException> failure, RehearsalDatabase work, RehearsalState before)
            throws SQLException {
        if (!applied(RehearsalStep.DOWN, failure)) {
            return false;
        }
        findings.trace(before.catalog().differences(work.picture()));
        return true;
    }

    private boolean upAgain(RehearsalDatabase work, RehearsalState after) throws SQLException {
        return timed(RehearsalStep.UP_AGAIN, () -> {
            if (!applied(RehearsalStep.UP_AGAIN, work.apply(set, migration, RehearsalListener.silent(listener)))) {
                return false;
            }
            findings.upAgain(after.catalog().differences(work.picture()));
            return true;
        });
    }

    private boolean applied(RehearsalStep step, Optional<NexusException> failure) {
        failure.ifPresent(it -> findings.failed(step, it.failure()));
        return failure.isEmpty();
    }

    /** What is done in a step. */
    @FunctionalInterface
    private interface Action<T> {
        T run() throws SQLException;
    }

    private <T> T timed(RehearsalStep step, Action<T> action) throws SQLException {
        long start = System.nanoTime();
        try {
            return action.run();
        } finally {
            steps.put(step, (System.nanoTime() - start) / 1_000_000);
        }
    }

    private RehearsedMigration ended(boolean applied, RehearsalDatabase next) throws SQLException {
        copies.end(next);
        Judgement judgement = new Judgement(
                migration,
                findings.all(),
                findings.losses(),
                locks,
                findings.sequences(),
                new TreeMap<>(steps),
                failedSeed);
        return new RehearsedMigration(judgement, applied, next, request, List.copyOf(remarks), failedUp);
    }
}
