package io.github.claudenexus.report;

import static io.github.claudenexus.report.Reports.applied;
import static io.github.claudenexus.report.Reports.appliedNow;
import static io.github.claudenexus.report.Reports.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
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
