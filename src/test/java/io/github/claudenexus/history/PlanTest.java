package io.github.claudenexus.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.HistoryRow.Phase;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Refusal;
import io.github.claudenexus.testing.Run;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void againNeedsTheNumberOfOne() {
        assertThatThrownBy(() -> new PlanRequest(Optional.empty(), Optional.empty(), false, true, false))
                .isInstanceOf(NexusException.class)
                .hasMessage("nexus.again: it needs the version of the migration to apply again.");
    }

    @Test
    void everyStateIsReported() {
        Plan plan = Plan.of(
                List.of(sql(1), sql(2), sql(3), sql(5), sql(6)),
                List.of(row(sql(1)), edited(sql(2)), row(sql(4)), row(sql(5), Phase.STARTED), row(sql(9))));

        assertThat(plan.entries())
                .extracting(entry ->
                        Migrations.number(entry.id()) + " " + entry.state().word())
                .containsExactly(
                        "1 applied",
                        "2 changed",
                        "3 outOfOrder",
                        "4 missing",
                        "5 interrupted",
                        "6 outOfOrder",
                        "9 ahead");
    }

    @Test
    void pendingOnesRunInOrderAndAnInterruptedOneFirst() {
        Plan plan = Plan.of(List.of(sql(3), sql(1), sql(2)), List.of(row(sql(1), Phase.STARTED)));

        assertThat(numbers(plan.toRun(PlanRequest.ALL))).containsExactly(1, 2, 3);
        assertThat(numbers(plan.toRun(target(2)))).containsExactly(1, 2);
        assertThat(numbers(plan.toRun(only(1)))).containsExactly(1);
    }

    @Test
    void nothingIsPlannedWhenAllIsApplied() {
        assertThat(Plan.of(List.of(sql(1)), List.of(row(sql(1)))).toRun(PlanRequest.ALL))
                .isEmpty();
    }

    @Test
    void anEditedSqlFileStopsTheRun() {
        refuses(
                Plan.of(List.of(sql(1)), List.of(edited(sql(1)))),
                PlanRequest.ALL,
                FailureCode.CHANGED,
                "001-sql-step (db/migration/001-sql-step.sql) was applied on 2026-01-02T03:04:05Z and has been edited since.");
    }

    @Test
    void anEditedClassStopsTheRunOnlyWhenAskedTo() {
        DiscoveredMigration java = Migrations.up(1, db -> {});
        Plan plan = Plan.of(List.of(java), List.of(edited(java)));

        assertThat(plan.toRun(PlanRequest.ALL)).isEmpty();
        refuses(
                plan,
                new PlanRequest(Optional.empty(), Optional.empty(), true),
                FailureCode.CHANGED,
                "001-java-step (test.M1) was applied on 2026-01-02T03:04:05Z and has been edited since.");
    }

    @Test
    void anotherMigrationUnderAnAppliedNumberStopsTheRun() {
        Plan plan = Plan.of(List.of(Migrations.up(1, db -> {})), List.of(row(sql(1))));
        assertThat(plan.disagreement(PlanRequest.ALL).orElseThrow().hint())
                .isEqualTo("Give the new migration the next free version and bring the applied one back. If this is the"
                        + " history of another project, name a schema of this project's own in nexus.schema.");
        refuses(
                plan,
                PlanRequest.ALL,
                FailureCode.CHANGED,
                "001 is 001-java-step (java) on the class path, but 001-sql-step (sql) was applied on 2026-01-02T03:04:05Z.");
    }

    @Test
    void aChecksumOfAnotherAlgorithmIsNotCompared() {
        HistoryRow old = row(sql(1));
        HistoryRow other = new HistoryRow(
                old.id(),
                old.kind(),
                new io.github.claudenexus.discovery.Checksum("test-0", "x"),
                Phase.APPLIED,
                Migrations.application(THEN, "me", 1),
                List.of(),
                Optional.empty());

        assertThat(Plan.of(List.of(sql(1)), List.of(other)).in(MigrationState.APPLIED))
                .hasSize(1);
    }

    @Test
    void aMissingMigrationStopsTheRun() {
        refuses(
                Plan.of(List.of(sql(2)), List.of(row(sql(1)))),
                PlanRequest.ALL,
                FailureCode.MISSING,
                "001-sql-step was applied on 2026-01-02T03:04:05Z and is not on the class path.");
    }

    @Test
    void anOutOfOrderMigrationStopsTheRun() {
        refuses(
                Plan.of(List.of(sql(1), sql(2)), List.of(row(sql(2)))),
                PlanRequest.ALL,
                FailureCode.OUT_OF_ORDER,
                "001-sql-step has not been applied and is older than 002-sql-step, which has.");
    }

    @Test
    void aLateOneIsAppliedWhereThatIsAllowed() {
        PlanRequest allowed = new PlanRequest(Optional.empty(), Optional.empty(), false, false, true);
        Plan plan = Plan.of(List.of(sql(1), sql(2), sql(3), sql(4)), List.of(row(sql(1)), row(sql(3))));

        assertThat(numbers(plan.toRun(allowed))).containsExactly(2, 4);
        assertThat(plan.entries()).extracting(MigrationEntry::outOfOrder).containsExactly(false, true, false, false);
    }

    @Test
    void aDatabaseAheadOfTheCodeStopsTheRun() {
        refuses(
                Plan.of(List.of(sql(1)), List.of(row(sql(1)), row(sql(2)))),
                PlanRequest.ALL,
                FailureCode.AHEAD,
                "The database is ahead of the code: 002-sql-step was applied to it, the newest migration here is 001-sql-step.");
    }

    @Test
    void aNumberThatNoMigrationHasIsRefused() {
        Plan plan = Plan.of(List.of(sql(1), sql(2)), List.of());
        refuses(
                plan,
                target(7),
                FailureCode.UNKNOWN_MIGRATION,
                "nexus.target names 007, and no migration has that version: there are 001 to 002.");
        refuses(
                plan,
                only(7),
                FailureCode.UNKNOWN_MIGRATION,
                "nexus.only names 007, and no migration has that version: there are 001 to 002.");
    }

    @Test
    void aSingleMigrationRequiresAllEarlierOnes() {
        refuses(
                Plan.of(List.of(sql(1), sql(2), sql(3)), List.of()),
                only(3),
                FailureCode.UNKNOWN_MIGRATION,
                "003-sql-step cannot be applied alone: 001-sql-step, 002-sql-step come before it and are not.");
        refuses(
                Plan.of(List.of(sql(1), sql(2)), List.of()),
                only(2),
                FailureCode.UNKNOWN_MIGRATION,
                "002-sql-step cannot be applied alone: 001-sql-step comes before it and is not.");
    }

    private static void refuses(Plan plan, PlanRequest request, FailureCode code, String message) {
        Refusal.of(() -> plan.toRun(request), code, message);
    }

    private static DiscoveredMigration sql(int number) {
        return Migrations.sql(number, "SELECT 1");
    }

    private static HistoryRow row(DiscoveredMigration migration) {
        return row(migration, Phase.APPLIED);
    }

    private static HistoryRow row(DiscoveredMigration migration, Phase phase) {
        return new HistoryRow(
                migration.id(),
                migration.kind(),
                migration.checksum(),
                phase,
                Migrations.application(THEN, "me", 1),
                List.of(),
                Optional.empty());
    }

    private static HistoryRow edited(DiscoveredMigration migration) {
        return new HistoryRow(
                migration.id(),
                migration.kind(),
                Run.checksum("as it was"),
                Phase.APPLIED,
                Migrations.application(THEN, "me", 1),
                List.of(),
                Optional.empty());
    }

    private static List<Integer> numbers(List<MigrationEntry> entries) {
        return entries.stream().map(entry -> Migrations.number(entry.id())).toList();
    }

    private static PlanRequest target(int number) {
        return new PlanRequest(Optional.of(Migrations.version(number)), Optional.empty(), false);
    }

    private static PlanRequest only(int number) {
        return new PlanRequest(Optional.empty(), Optional.of(Migrations.version(number)), false);
    }

    @Test
    void thePlanListsHistoryAndProject() {
        assertThat(Plan.of(List.of(sql(1)), Arrays.asList(row(sql(2)))).entries())
                .hasSize(2);
    }
}
