package io.github.claudenexus.report;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome.DatabaseInfo;
import io.github.claudenexus.session.CommitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one run of one goal ended, without secrets.
 *
 * @param run which goal ran, and when
 * @param status how it ended
 * @param reason why it was skipped, or how far it had come when it was interrupted, as a sentence
 * @param database what it ran on
 * @param migrations every migration, in order, in its state at the end
 * @param check what a rehearsal proved, as far as there was one
 * @param failure what stopped it, or why what it proved fails the build
 * @param warnings what deserves attention
 */
public record GoalResult(
        RunStamp run,
        RunStatus status,
        Optional<String> reason,
        DatabaseInfo database,
        List<MigrationResult> migrations,
        Optional<CheckedProof> check,
        Optional<Failure> failure,
        List<String> warnings) {

    private static final String ROLLBACK = "rollback";

    /** How a run ended. */
    public enum RunStatus {
        /** As it should. */
        OK,
        /** With a failure. */
        FAILED,
        /** Before it began, or without anything to prove. */
        SKIPPED,
        /** By the end of its process. */
        INTERRUPTED;

        /** As reports write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists. */
    public GoalResult {
        migrations = List.copyOf(migrations);
        warnings = List.copyOf(warnings);
    }

    /** A run that had nothing to do from the start. */
    public static GoalResult skipped(RunStamp run, String reason) {
        return new GoalResult(
                run,
                RunStatus.SKIPPED,
                Optional.of(reason),
                DatabaseInfo.UNKNOWN,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** A run whose process is being ended. */
    public static GoalResult interrupted(
            RunStamp run, String reason, DatabaseInfo database, Optional<CheckedProof> check, List<String> warnings) {
        Failure failure = Failure.of(
                FailureCode.INTERRUPTED,
                reason,
                run.goal().equals(ROLLBACK) ? CommitOutcome.ROLL_BACK_AGAIN : "Run nexus:" + run.goal() + " again.");
        return new GoalResult(
                run,
                RunStatus.INTERRUPTED,
                Optional.of(reason),
                database,
                List.of(),
                check.map(CheckedProof::cutShort),
                Optional.of(failure),
                warnings);
    }

    /**
     * A run that came to its end.
     *
     * @param stopped what stopped it; without that, what it proved decides whether it failed
     */
    public static GoalResult ended(
            RunStamp run,
            DatabaseInfo database,
            List<MigrationResult> migrations,
            Optional<CheckedProof> check,
            Optional<Failure> stopped,
            List<String> warnings) {
        Optional<CheckedProof> proved = stopped.isPresent() ? check.map(CheckedProof::cutShort) : check;
        Optional<Failure> failure = stopped.or(() -> check.flatMap(CheckedProof::failure));
        Optional<String> nothing = stopped.isPresent() ? Optional.empty() : check.flatMap(CheckedProof::nothingJudged);
        RunStatus status =
                failure.isPresent() ? RunStatus.FAILED : nothing.isPresent() ? RunStatus.SKIPPED : RunStatus.OK;
        return new GoalResult(run, status, nothing, database, migrations, proved, failure, warnings);
    }

    /** What stopped the run before it came to its end. */
    Optional<Failure> stopped() {
        return failure.filter(why -> why.code() != FailureCode.VERDICT);
    }

    /** Whether it is of {@code rollback}. */
    boolean isRollback() {
        return run.goal().equals(ROLLBACK);
    }

    /** The migrations that this run applied, or undid. */
    List<MigrationResult> done() {
        return isRollback()
                ? toUndo().filter(MigrationResult::undone).toList()
                : migrations.stream()
                        .filter(one -> one.ranFor().isPresent() && one.state() == MigrationState.APPLIED)
                        .filter(one -> !failedAgain(one))
                        .toList();
    }

    // Where the answer to the commit was lost, it was committed all the same.
    private boolean failedAgain(MigrationResult one) {
        return failed(one)
                && failure.filter(it -> it.code() != FailureCode.CONNECTION_LOST)
                        .isPresent();
    }

    /** What was to be undone, in that order. */
    Stream<MigrationResult> toUndo() {
        return migrations.stream()
                .filter(one -> one.undoStep() > 0)
                .sorted(Comparator.comparingInt(MigrationResult::undoStep));
    }

    /** The migrations that this run did not come to. */
    List<MigrationResult> notReached() {
        return isRollback()
                ? toUndo().filter(one -> !one.undone() && !failed(one)).toList()
                : open();
    }

    /** The migrations that are not applied and did not fail in this run. */
    List<MigrationResult> open() {
        return migrations.stream()
                .filter(one -> !failed(one))
                .filter(one -> switch (one.state()) {
                    case PENDING, OUT_OF_ORDER, INTERRUPTED -> true;
                    case APPLIED, CHANGED, MISSING, HALF_UNDONE, TO_TAKE_OVER, AHEAD -> false;
                })
                .toList();
    }

    /** Whether it is this migration that failed. */
    boolean failed(MigrationResult one) {
        return failure.flatMap(it -> it.place().migration())
                .filter(one.entry().id().toString()::equals)
                .filter(name -> one.ranFor().isPresent() || one.state() != MigrationState.APPLIED)
                .isPresent();
    }

    /** The number of migrations in one state. */
    long count(MigrationState state) {
        return migrations.stream().filter(one -> one.state() == state).count();
    }

    /**
     * Which goal ran, and when.
     *
     * @param goal its name
     * @param pluginVersion this plugin's version
     * @param started when it began
     * @param finished when it ended
     * @param help how the plugin's help is called here, {@code mvn nexus:help}
     */
    public record RunStamp(String goal, String pluginVersion, Instant started, Instant finished, String help) {

        /** The command that prints the page about this kind of failure. */
        String page(Failure failure) {
            return help + " -Dtopic=" + failure.code().code();
        }

        /** How long it took. */
        Duration duration() {
            return Duration.between(started, finished);
        }
    }
}
