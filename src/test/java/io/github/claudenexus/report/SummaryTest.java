package io.github.claudenexus.report;

import static io.github.claudenexus.report.Reports.applied;
import static io.github.claudenexus.report.Reports.appliedNow;
import static io.github.claudenexus.report.Reports.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Failure UNREACHABLE =
            Failure.of(FailureCode.UNREACHABLE, "Nothing answers at localhost:5432.", "Start it.");

    @Test
    void migrate() {
        assertThat(Summary.of(Reports.ok("migrate", appliedNow(0, "a"))))
                .isEqualTo("1 migration applied in 205 ms; the database is up to date.");
        assertThat(Summary.of(Reports.ok("migrate", appliedNow(0, "a"), pending(1, "b"), pending(2, "c"))))
                .isEqualTo("1 migration applied in 205 ms; 2 are pending.");
        assertThat(Summary.of(Reports.ok("migrate", applied(0, "a"), applied(1, "b"))))
                .isEqualTo("Nothing to do: 2 migrations are applied already.");
        assertThat(Summary.of(Reports.ok("migrate", applied(0, "a"), pending(1, "b"))))
                .isEqualTo("Nothing to do: 1 migration is applied already, 1 is pending.");
    }

    @Test
    void failedMigrate() {
        assertThat(Summary.of(Reports.failed("migrate", UNREACHABLE))).isEqualTo("Nothing was applied.");
        assertThat(Summary.of(Reports.failed("migrate", Reports.STATEMENT, pending(2, "add-owner"), pending(3, "b"))))
                .isEqualTo("Nothing was applied: 002-add-owner failed; 1 was not reached: 003-b.");
    }

    @Test
    void whatWasAppliedBeforeAndFailsAgainIsNotAppliedByThisRun() {
        GoalResult report = Reports.failed("migrate", Reports.STATEMENT, applied(1, "a"), appliedNow(2, "add-owner"));

        assertThat(Summary.of(report)).isEqualTo("Nothing was applied: 002-add-owner failed.");
        assertThat(FailureText.of(report)).contains("\n  Applied      nothing by this run\n");
        assertThat(new ConsoleText(Style.PLAIN, ZoneOffset.UTC).closing(report))
                .anyMatch(line -> line.contains("add-owner  sql   failed"));
    }

    @Test
    void aMigrationThatStoppedHalfWayIsNotNothing() {
        GoalResult report = Reports.failed(
                "migrate",
                Reports.STATEMENT,
                Reports.result(2, "add-owner", MigrationState.INTERRUPTED, List.of(), List.of()),
                pending(3, "b"));

        assertThat(Summary.of(report))
                .isEqualTo("Stopped half way: 002-add-owner failed; what it has committed stays;"
                        + " 1 was not reached: 003-b.");
        assertThat(FailureText.of(report)).contains("\n  Half way     002-add-owner\n");
    }

    @Test
    void rollback() {
        assertThat(Summary.of(
                        Reports.ok("rollback", applied(0, "a"), toUndo(2, undone(1, "b")), toUndo(1, undone(2, "c")))))
                .isEqualTo("2 migrations undone in 410 ms; 1 is still applied.");
        assertThat(Summary.of(Reports.ok("rollback", toUndo(1, undone(0, "a")))))
                .isEqualTo("1 migration undone in 205 ms; none is applied any more.");
        assertThat(Summary.of(Reports.ok("rollback", applied(0, "a"), pending(1, "b"))))
                .isEqualTo("Nothing to undo: no migration above nexus.target is applied.");
        assertThat(Summary.of(Reports.ok("rollback", pending(0, "a"))))
                .isEqualTo("Nothing to undo: no migration is applied.");
    }

    @Test
    void failedRollback() {
        GoalResult report = Reports.failed(
                "rollback",
                Reports.STATEMENT,
                toUndo(3, applied(1, "a")),
                toUndo(
                        2,
                        Reports.ranNow(
                                Reports.result(2, "add-owner", MigrationState.HALF_UNDONE, List.of(), List.of()))),
                toUndo(1, undone(3, "c")));

        assertThat(Summary.of(report))
                .isEqualTo(
                        "1 migration undone in 205 ms, then 002-add-owner failed; what it has committed stays; 1 was not"
                                + " reached: 001-a.");
        assertThat(FailureText.of(report))
                .contains("\n  Undone       003-c\n  Half way     002-add-owner\n  Not reached  001-a\n");
        assertThat(Summary.of(Reports.failed("rollback", UNREACHABLE, applied(1, "a"))))
                .isEqualTo("Nothing was undone.");
    }

    private static MigrationResult undone(int number, String name) {
        return Reports.ranNow(pending(number, name));
    }

    private static MigrationResult toUndo(int step, MigrationResult one) {
        return new MigrationResult(one.entry(), one.ranFor(), one.rows(), step, one.manualSteps());
    }

    @Test
    void status() {
        assertThat(Summary.of(Reports.ok("status", applied(0, "a"), applied(1, "b"))))
                .isEqualTo("All 2 migrations are applied.");
        assertThat(Summary.of(Reports.ok("status", applied(0, "a")))).isEqualTo("The one migration is applied.");
        assertThat(Summary.of(Reports.ok("status", pending(0, "a")))).isEqualTo("1 migration: 1 pending.");
        assertThat(Summary.of(Reports.failed("status", UNREACHABLE))).isEqualTo("The state could not be read.");
    }

    @Test
    void skipped() {
        assertThat(Summary.of(GoalResult.skipped(Reports.run("migrate"), "Skipped: nexus.skip is set.")))
                .isEqualTo("Skipped: nexus.skip is set.");
    }
}
