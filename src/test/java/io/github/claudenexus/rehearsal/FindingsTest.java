package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference;
import io.github.claudenexus.rows.SequenceMove;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.testing.Migrations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a step's outcome means for the verdict. */
class FindingsTest {

    private static final DiscoveredMigration TABLE = Migrations.sql(1, "CREATE TABLE Orders (id integer, g geometry)");
    private static final DiscoveredMigration OTHER = Migrations.up(2, database -> {});
    private static final Difference TRACE = Difference.added("index public.i");
    private static final Difference ORDER = Difference.changed("column public.t.c", "position", "1", "2");

    private final Findings findings = new Findings(Migrations.sql(3, "SELECT 1"), List.of(TABLE, OTHER));

    private static Failure failure(FailureCode code, String state, String message) {
        return Failure.of(code, message, "")
                .at(new Failure.Place(
                        Optional.of("003-sql-step"),
                        Optional.empty(),
                        Optional.of("DROP TABLE a"),
                        Optional.of(state),
                        Optional.of(new SourcePosition("db/migration/001-a.sql", 2, 1))));
    }

    private static Failure refused(String message) {
        return failure(FailureCode.STATEMENT_FAILED, "42P01", message);
    }

    private String only() {
        assertThat(findings.all())
                .hasSize(1)
                .allMatch(it -> it.object().toString().equals("003-sql-step"));
        return findings.all().get(0).code().code() + ": "
                + findings.all().get(0).message();
    }

    @Test
    void anUpThatFailsNamesTheEarlierOneThatItFollowsFrom() {
        findings.failed(RehearsalStep.UP, refused("003-sql-step failed: relation \"public.orders\" does not exist."));

        assertThat(only())
                .isEqualTo("up-failed: 003-sql-step failed: relation \"public.orders\" does not exist. Statement: DROP"
                        + " TABLE a (line 2, column 1). It may follow from 001-sql-step, which could not be applied.");
    }

    @Test
    void anUpThatFailsFollowsFromABlockThatNamesWhatIsMissing() {
        DiscoveredMigration block = Migrations.sql(2, "DO $$ BEGIN EXECUTE 'CREATE TABLE orders ()'; END $$");
        Findings named = new Findings(Migrations.sql(3, "SELECT 1"), List.of(block, OTHER));

        named.failed(RehearsalStep.UP, refused("003-sql-step failed: relation \"orders\" does not exist."));

        assertThat(named.all().get(0).message())
                .endsWith(" It may follow from 002-sql-step, which could not be applied.");
    }

    @Test
    void allEarlierFailuresAreNamedWhereNoneIsRecognised() {
        findings.failed(RehearsalStep.UP, refused("003-sql-step failed: relation \"order\" does not exist."));

        assertThat(only()).endsWith(" It may follow from 001-sql-step, 002-java-step, which could not be applied.");
    }

    @Test
    void aSyntaxErrorFollowsFromNoEarlierMigration() {
        findings.failed(
                RehearsalStep.UP,
                failure(FailureCode.STATEMENT_FAILED, "42601", "003 failed: syntax error at or near \"orders\"."));

        assertThat(only()).endsWith("(line 2, column 1).");
    }

    @Test
    void aVerifyThatFails() {
        findings.failed(RehearsalStep.UP, failure(FailureCode.VERIFY_FAILED, "", "003-sql-step was run, and says no."));

        assertThat(only()).startsWith("verify-failed: 003-sql-step was run, and says no.");
    }

    @Test
    void aSecondRunThatFails() {
        findings.failed(RehearsalStep.AGAIN, refused("003-sql-step failed: it is there."));
        assertThat(only())
                .isEqualTo(
                        "not-idempotent: Run a second time, 003-sql-step failed: it is there. Statement: DROP TABLE a"
                                + " (line 2, column 1).");
    }

    @Test
    void aDownThatFails() {
        findings.failed(RehearsalStep.DOWN, refused("The migration may not call commit()."));

        assertThat(only())
                .isEqualTo("down-failed: In its down: The migration may not call commit(). Statement: DROP TABLE a"
                        + " (line 2, column 1).");
    }

    @Test
    void anUpThatFailsAfterItsDownIsADefectOfItsOwn() {
        findings.failed(RehearsalStep.UP_AGAIN, refused("003-sql-step failed: it is there."));

        assertThat(only()).startsWith("up-failed: Run again after its down, 003-sql-step failed: it is there.");
    }

    @Test
    void anUpThatFailsAfterATraceFollowsFromTheTrace() {
        findings.trace(List.of(TRACE));
        findings.failed(RehearsalStep.UP_AGAIN, refused("003-sql-step failed: it is there."));
        findings.upAgain(List.of(TRACE));

        assertThat(findings.all())
                .extracting(Finding::code)
                .containsOnly(Verdict.LEAVES_TRACE)
                .hasSize(2);
    }

    @Test
    void columnOrderIsNotATrace() {
        findings.trace(List.of(ORDER));
        findings.upAgain(List.of(ORDER));

        assertThat(findings.all()).extracting(Finding::code).containsExactly(Verdict.COLUMN_ORDER_ONLY);
    }

    @Test
    void theOrderOfAttributesIsATrace() {
        findings.trace(List.of(
                Difference.changed("column public.c.x", "position", "1", "2").partOf("type public.c")));

        assertThat(findings.all()).extracting(Finding::code).containsExactly(Verdict.LEAVES_TRACE);
    }

    @Test
    void theNameThatPostgresqlGivesToANotNullIsNotATrace() {
        String object = "table constraint people_name_not_null on public.t";
        Difference generated = Difference.changed(object, "name", "people_name_not_null", "t_name_not_null")
                .partOf("column public.t.name");
        findings.trace(List.of(generated));
        findings.upAgain(List.of(generated));
        assertThat(findings.all()).extracting(Finding::code).containsExactly(Verdict.COLUMN_ORDER_ONLY);

        findings.trace(List.of(
                Difference.changed(object, "name", "my_own", "t_name_not_null").partOf("column public.t.name")));
        assertThat(findings.all()).last().returns(Verdict.LEAVES_TRACE, Finding::code);
    }

    @Test
    void differencesWithOneCauseAreReportedOnce() {
        String constraint = "table constraint c on public.t";
        findings.trace(List.of(
                Difference.changed("table public.p", "parents", "public.q", null),
                Difference.changed("table public.p", "partitionBound", "DEFAULT", null),
                Difference.changed("column public.p.a", "local", "false", "true")
                        .partOf("table public.p"),
                Difference.changed("table constraint c on public.p", "local", "false", "true")
                        .partOf("column public.p.a"),
                Difference.changed("column public.t.a", "local", "false", "true")
                        .partOf("table public.t"),
                Difference.changed("column public.t.b", "local", "false", "true")
                        .partOf("table public.t"),
                Difference.changed("sequence public.s", "maximum", "2147483647", "9"),
                Difference.changed("sequence public.s", "type", "integer", "bigint"),
                Difference.changed(constraint, "deferrable", "true", "false"),
                Difference.changed(constraint, "definition", "UNIQUE (a) DEFERRABLE", "UNIQUE (a)"),
                Difference.changed("domain constraint c on public.d", "definition", "CHECK (x)", "CHECK (x) NOT VALID"),
                Difference.changed("domain constraint c on public.d", "validated", "true", "false")));

        assertThat(findings.all())
                .extracting(finding ->
                        finding.object() + " / " + finding.change().property().orElseThrow())
                .containsExactly(
                        "table public.p / parents",
                        "table public.t / localColumns",
                        "sequence public.s / type",
                        constraint + " / definition",
                        "domain constraint c on public.d / validated");
    }

    @Test
    void anotherOrderOfColumnsHidesNothingElse() {
        findings.trace(List.of(ORDER));
        findings.upAgain(List.of(ORDER, TRACE));

        assertThat(findings.all())
                .extracting(Finding::code)
                .containsExactly(Verdict.COLUMN_ORDER_ONLY, Verdict.LEAVES_TRACE);
    }

    @Test
    void whatOnlyTheSecondUpLeavesIsReported() {
        findings.upAgain(List.of(TRACE, ORDER));

        assertThat(findings.all())
                .extracting(Finding::code)
                .containsExactly(Verdict.LEAVES_TRACE, Verdict.COLUMN_ORDER_ONLY);
        assertThat(findings.all()).allMatch(it -> it.step() == RehearsalStep.UP_AGAIN);
    }

    @Test
    void irreversibleComesWithItsReason() {
        findings.irreversible();

        assertThat(only()).isEqualTo("irreversible: 003-sql-step is declared irreversible: a test.");
        assertThat(findings.all().get(0).fix())
                .isEqualTo("Allow it with nexus.allowIrreversible=003 once a way back is agreed on.");
    }

    @Test
    void anAcceptedLossComesWithItsReasonAndNoFix() {
        DiscoveredMigration losing =
                Migrations.losing((JavaMigration) Migrations.up(4, database -> {}), "they are of no use");
        Findings accepted = new Findings(losing, List.of());
        accepted.data(new RowDifference(
                List.of(new Loss("public.t", null, 2)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));

        assertThat(accepted.all())
                .singleElement()
                .returns(Verdict.LOSES_DATA, Finding::code)
                .returns("After down 2 rows of public.t are missing. Accepted: they are of no use.", Finding::message)
                .returns("", Finding::fix);
    }

    @Test
    void lossesAndSequencesAreKeptAsTheyAre() {
        Loss loss = new Loss("public.t", "c", 2);
        SequenceMove move = new SequenceMove("public.s", 1, 5);
        findings.data(new RowDifference(
                List.of(loss), List.of(), List.of(move), List.of(), List.of(), List.of(), List.of(), List.of()));

        assertThat(findings.losses()).containsExactly(loss);
        assertThat(findings.sequences()).containsExactly(move);
        assertThat(findings.all()).singleElement().returns(Verdict.LOSES_DATA, Finding::code);
    }
}
