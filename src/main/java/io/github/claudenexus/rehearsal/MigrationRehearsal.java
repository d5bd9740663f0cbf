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
 * The rehearsal of one migration, on the trial: up, up again, seeds, down, up again. The reference gets the same up once,
 * or becomes a copy of the trial after up where the two could differ. The trial is given up where it is not known to be
 * as the reference is; the next migration is then tried on a copy of the reference.
 *
 * <p>What is compared was read into memory before: what a database held stays known when it is dropped.
 */
final class MigrationRehearsal {

    private final RehearsalDatabases databases;
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
    private final MadeRows made;
    private final Acceptance acceptance;
    private final InterruptedRuns interrupted;
    private boolean tried;
    private boolean inReference;
    private boolean isCopy;

    /**
     * Of the one migration of a set, on databases that have had those before it.
     *
     * @param failedBefore earlier migrations whose up failed, and which the databases lack
     */
    MigrationRehearsal(
            RehearsalDatabases databases,
            RehearsalRequest request,
            RunListener listener,
            MigrationSet set,
            List<DiscoveredMigration> failedBefore) {
        this.databases = databases;
        this.request = request;
        this.listener = listener;
        this.set = set;
        this.migration = set.migrations().get(0);
        this.seeds = request.seedsOf(migration.id().version());
        this.findings = new Findings(migration, failedBefore);
        this.made = new MadeRows(databases, request, migration);
        this.acceptance = new Acceptance(migration, listener);
        this.interrupted = new InterruptedRuns(databases, set, migration, listener);
    }

    /** Applies it, with its seeds, and compares nothing. */
    RehearsedMigration apply() throws SQLException {
        // What fails half-way must not be what the next one starts from.
        if (!up(migration.atOnce() ? databases.reference() : databases.trial(), StatementProbe.NONE)) {
            databases.discardTrial();
            return ended(false);
        }
        if (!migration.atOnce()) {
            databases.acceptTrial();
        }
        writeSeeds(databases.reference());
        databases.discardTrial();
        return ended(true);
    }

    /** All steps. */
    RehearsedMigration judge() throws SQLException {
        RehearsalDatabase trial = databases.trial();
        RehearsalState before = filled(RehearsalStep.UP, trial);
        boolean applied = recordedUp(trial, before);
        while (!applied) {
            if (!made.mayBeWhy(failedUp.orElseThrow(), trial)) {
                // Outside of a transaction its row stays too: the next one would find it half done.
                if (!migration.atOnce() || !state(RehearsalStep.UP, trial).holdsSameAs(before)) {
                    databases.discardTrial();
                }
                return ended(false);
            }
            if (!failsOnRows(before)) {
                return ended(false);
            }
            trial = databases.trial();
            before = filled(RehearsalStep.UP, trial);
            applied = recordedUp(trial, before);
        }
        // Made rows are not to get into the reference: it shows whether up succeeds without them.
        boolean copied = trial.changedServer() || !(seeds.isEmpty() || trial.isFilled()) || !databases.hasReference();
        RehearsalState after = state(RehearsalStep.UP, trial);
        RehearsalState whole = after;
        findings.notResumable(timed(RehearsalStep.AGAIN, () -> interrupted.up(whole)));
        if (copied) {
            copyToReference();
        }
        if (!again(trial, after)) {
            databases.discardTrial();
            trial = databases.trial();
            if (!copied) {
                // The reference is as before up, and what a clock or a sequence gives there is not what it gave here.
                before = filled(RehearsalStep.AGAIN, trial);
                upOnceMore(trial).ifPresent(failure -> {
                    throw failure;
                });
                after = state(RehearsalStep.AGAIN, trial);
            }
        }
        if (!copied) {
            applyToReference();
        }
        boolean seeded = writeSeeds(trial);
        Optional<DatabaseRows> withSeeds = seeded ? Optional.of(trial.state().rows()) : Optional.empty();
        if (!migration.reversible()) {
            findings.irreversible();
            return endedAfter(!seeded);
        }
        interrupted.beforeDown();
        Optional<NexusException> failure = undo(trial);
        if (isInTheWay(failure, trial)) {
            return judgeAlone(trial, before, after, withSeeds);
        }
        if (!applied(RehearsalStep.DOWN, failure)) {
            databases.discardOriginal();
            return endedAfter(false);
        }
        boolean undone = compare(trial, before, after, withSeeds);
        RehearsalDatabase tried = trial;
        findings.notResumable(timed(RehearsalStep.DOWN, () -> interrupted.down(tried)));
        // Which rows were made is known by the names of their tables.
        boolean sameTables = trial.filled().stream().allMatch(after.rows()::has);
        return endedAfter(upAgain(trial, after) && undone && !seeded && sameTables);
    }

    /** Down and up again on the only database that is left, where another was in the way. Seeds come last. */
    private RehearsedMigration judgeAlone(
            RehearsalDatabase trial, RehearsalState before, RehearsalState after, Optional<DatabaseRows> withSeeds)
            throws SQLException {
        // Only a copy has the rows, made ones too, that up was compared with.
        RehearsalDatabase only = seeds.isEmpty() || !isCopy ? trial : databases.reference();
        boolean seeded = only == trial;
        databases.keepOnly(only);
        interrupted.leaveOutDown();
        if (applied(RehearsalStep.DOWN, undo(only))) {
            compare(only, before, after, seeded ? withSeeds : Optional.empty());
            if (!upAgain(only, after)) {
                return ended(false);
            }
        }
        if (!seeded && writeSeeds(only)) {
            remarks.add("what becomes of the seed rows of " + migration.id()
                    + " in its down, which drops a role that no copy of the database may depend on");
        }
        return ended(true);
    }

    /** Makes the reference a copy of the trial after up, where its up would find what the trial's left outside. */
    private void copyToReference() throws SQLException {
        databases.discardReference();
        databases.reference();
        inReference = true;
        isCopy = true;
    }

    private void applyToReference() throws SQLException {
        if (upOnceMore(databases.reference()).isPresent()) {
            copyToReference();
        }
        inReference = true;
    }

    private Optional<NexusException> upOnceMore(RehearsalDatabase database) throws SQLException {
        return database.apply(set, migration, RehearsalListener.silent(listener));
    }

    /** What down left of the catalog and the rows; whether both are exactly as before. */
    private boolean compare(
            RehearsalDatabase trial, RehearsalState before, RehearsalState after, Optional<DatabaseRows> withSeeds)
            throws SQLException {
        RehearsalState undone = state(RehearsalStep.DOWN, trial);
        findings.trace(before.catalog().differences(undone.catalog()));
        Map<String, List<String>> columns = before.rows().columns();
        columns.keySet().retainAll(trial.filled());
        RowDifference rows = timed(
                RehearsalStep.DATA,
                () -> RowComparison.afterDown(
                        before.rows(),
                        after.rows(),
                        withSeeds,
                        undone.rows(),
                        DerivedColumns.of(made.statements(locks), columns)));
        findings.data(rows);
        acceptance.of(findings.losses());
        remarks.addAll(NotCompared.rows(
                migration.id(),
                rows,
                before.catalog().differences(after.catalog()),
                after.catalog(),
                locks,
                made.refused()));
        return undone.holdsSameAs(before);
    }

    /**
     * Whether up fails because of made rows, and is to be tried without those; then it is known which.
     *
     * @param before what the trial held, on which it failed
     */
    private boolean failsOnRows(RehearsalState before) throws SQLException {
        findings.beginAgain();
        RowTrials<SQLException> trials =
                made.trials(before, locks, database -> upOnceMore(database).map(NexusException::failure));
        RowTrials.Diagnosis found = timed(RehearsalStep.UP, () -> trials.after(failedUp.orElseThrow()));
        made.goOnWith(found.rows());
        if (found.isOfRows()) {
            FailingRows.of(migration.id(), found, trials, request.target()).ifPresent(findings::failsOnRows);
        } else if (found.failure().isPresent()) {
            failedUp = found.failure();
            findings.failed(RehearsalStep.UP, failedUp.get());
            return false;
        }
        return true;
    }

    /** How it ended where the server refused what the rehearsal itself asked of it. */
    RehearsedMigration incomparable(Exception refused) throws SQLException {
        findings.incomparable(refused);
        databases.discardOriginal();
        if (!databases.hasReference()) {
            return ended(tried && failedUp.isEmpty());
        }
        databases.discardTrial();
        return ended(inReference);
    }

    private boolean recordedUp(RehearsalDatabase trial, RehearsalState before) throws SQLException {
        interrupted.beforeUp();
        LockRecorder recorder = LockRecorder.on(
                trial.connectionForChanges(),
                List.of(trial.history().name()),
                before.rows().counts());
        boolean applied = up(trial, recorder);
        locks = acceptance.of(recorder.notes(request.target().knownSizes(), request.bigTable()), request.target());
        request = request.sized(recorder.sizesAfter(
                trial.connectionForChanges(), request.target().sizes()));
        return applied;
    }

    private boolean up(RehearsalDatabase database, StatementProbe probe) throws SQLException {
        tried = true;
        failedUp = timed(RehearsalStep.UP, () -> {
            if (databases.areKept()) {
                Optional<Failure> refusal = SharedObjects.refusal(migration, seeds);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            RunListener first = RehearsalListener.first(listener, probe);
            Optional<NexusException> failure = database.apply(set, migration, first);
            if (isInTheWay(failure, database)) {
                databases.keepOnly(database);
                failure = database.apply(set, migration, first);
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
    private static boolean isInTheWay(Optional<NexusException> failure, RehearsalDatabase database) {
        return failure.stream()
                .anyMatch(it -> RehearsalDatabases.anotherIsNamed(it.failure().message(), database));
    }

    /** Runs up a second time; whether the database is now as after the first. */
    private boolean again(RehearsalDatabase trial, RehearsalState after) throws SQLException {
        return timed(RehearsalStep.AGAIN, () -> {
            String row = trial.hide(migration);
            boolean ran = applied(RehearsalStep.AGAIN, upOnceMore(trial));
            RehearsalState now = trial.state();
            if (ran) {
                findings.notIdempotent(
                        after.catalog().differences(now.catalog()), RowComparison.same(after.rows(), now.rows()));
            } else {
                trial.putBack(migration, row);
            }
            return now.holdsSameAs(after);
        });
    }

    /** Writes the rows of its seeds, if it has any. */
    private boolean writeSeeds(RehearsalDatabase database) throws SQLException {
        if (seeds.isEmpty()) {
            return false;
        }
        failedSeed = timed(RehearsalStep.SEEDS, () -> database.write(seeds));
        return true;
    }

    private Optional<NexusException> undo(RehearsalDatabase trial) throws SQLException {
        return timed(RehearsalStep.DOWN, () -> trial.undo(set, migration, RehearsalListener.silent(listener)));
    }

    /** Whether up could be run after down, and left the catalog that it had left the first time. */
    private boolean upAgain(RehearsalDatabase trial, RehearsalState after) throws SQLException {
        return timed(RehearsalStep.UP_AGAIN, () -> {
            if (!applied(RehearsalStep.UP_AGAIN, upOnceMore(trial))) {
                return false;
            }
            Picture now = trial.picture();
            findings.upAgain(after.catalog().differences(now));
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
            steps.merge(step, (System.nanoTime() - start) / 1_000_000, Long::sum);
        }
    }

    private RehearsalState state(RehearsalStep step, RehearsalDatabase database) throws SQLException {
        return timed(step, database::state);
    }

    private RehearsalState filled(RehearsalStep step, RehearsalDatabase database) throws SQLException {
        return timed(step, () -> made.in(database));
    }

    /**
     * The end of a migration that was applied.
     *
     * @param asReference whether the trial is as the reference
     */
    private RehearsedMigration endedAfter(boolean asReference) throws SQLException {
        if (!asReference || made.areFewer()) {
            databases.discardTrial();
        }
        Optional<Failure> besideMadeRows = failedSeed;
        writeSeeds(databases.reference());
        if (besideMadeRows.isPresent() && failedSeed.isEmpty()) {
            remarks.add(NotCompared.seeds(migration.id(), besideMadeRows.get()));
        }
        return ended(true);
    }

    private RehearsedMigration ended(boolean applied) {
        remarks.addAll(interrupted.remarks());
        Judgement judgement = new Judgement(
                migration,
                findings.all(),
                findings.losses(),
                locks,
                findings.sequences(),
                new TreeMap<>(steps),
                failedSeed);
        return new RehearsedMigration(judgement, applied, request, List.copyOf(remarks), failedUp);
    }
}
