package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.Histories;
import io.github.claudenexus.layout.MigrationId;
import io.github.claudenexus.rehearsal.TargetState.ColumnStatistics;
import io.github.claudenexus.rows.RowChoice;
import io.github.claudenexus.rows.RowChoice.Spared;
import io.github.claudenexus.rows.RowKind;
import io.github.claudenexus.testing.Migrations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the target's statistics make of a warning about certain values. */
class FailingRowsTest {

    private static final MigrationId ID = Migrations.sql(1, "SELECT 1").id();

    private static Optional<String> message(RowKind kind, String state, ColumnStatistics... onTarget) {
        Spared column = new Spared("public.t", "v", kind);
        Failure failure = Failure.of(FailureCode.MIGRATION_FAILED, "It failed.", "")
                .at(new Failure.Place(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(state), Optional.empty()));
        Map<String, List<String>> columns = Map.of("public.t", List.of("v"));
        // Up succeeds as soon as this one column is spared.
        RowTrials<RuntimeException> trials = new RowTrials<>(
                rows -> rows.equals(RowChoice.ALL) ? Optional.of(failure) : Optional.empty(),
                RowChoice.ALL,
                columns,
                List.of());
        RowTrials.Diagnosis found = new RowTrials.Diagnosis(
                RowChoice.ALL.withTypicalValueIn(column),
                Set.of(kind),
                Optional.of(column),
                false,
                false,
                Optional.of(failure));
        TargetState target = onTarget.length == 0
                ? TargetState.NONE
                : new TargetState(
                        Optional.of("host/database"),
                        Optional.empty(),
                        Histories.NONE,
                        List.of(),
                        Set.of(),
                        new TargetState.Measured(Map.of(), Map.of("public.t.v", onTarget[0])),
                        TargetState.NONE.sessions(),
                        List.of());
        return FailingRows.of(ID, found, trials, target).map(Finding::message);
    }

    @Test
    void withoutATargetTheWarningIsGiven() {
        assertThat(message(RowKind.NULLS, "23502"))
                .hasValue("Up fails on rows with NULL in column public.t.v: It failed.");
    }

    @Test
    void itGoesWhereTheTargetHasNoSuchRow() {
        assertThat(message(RowKind.NULLS, "23502", new ColumnStatistics(0, 5))).isEmpty();
        assertThat(message(RowKind.DUPLICATE, "23505", new ColumnStatistics(0.5, -1)))
                .isEmpty();
    }

    @Test
    void itSaysSoWhereTheTargetHasSome() {
        assertThat(message(RowKind.NULLS, "23502", new ColumnStatistics(0.125, -1)))
                .hasValue(
                        "Up fails on rows with NULL in column public.t.v, which by its statistics is NULL in 12.5 % of the"
                                + " target's rows: It failed.");
        assertThat(message(RowKind.DUPLICATE, "23505", new ColumnStatistics(0, 7)))
                .hasValue("Up fails on rows with the same value twice in column public.t.v, in which the target by its"
                        + " statistics has values more than once: It failed.");
    }
}
