package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.rows.SequenceMove;
import io.github.claudenexus.testing.Migrations;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckConsoleTest {

    private static final Style UNICODE = new Style(false, true, 93);

    @Test
    void everyVerdict() {
        assertThat(console(UNICODE, Proofs.report(Proofs.everyVerdict()))).isEqualTo(Expected.text("console.txt"));
    }

    @Test
    void everyFindingOfEveryVerdict() {
        assertThat(String.join("\n", Proofs.console(Proofs.report(Proofs.everyVerdict()), UNICODE, true)) + "\n")
                .isEqualTo(Expected.text("console-verbose.txt"));
    }

    @Test
    void whatStopsHasAtMostFourLines() {
        CheckReport report = Proofs.report(Proofs.everyVerdict());

        assertThat(report.stopped()).hasSize(4);
        assertThat(CheckConsole.stopping(report, UNICODE, false)).hasSizeLessThanOrEqualTo(4 * (1 + 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {53, 73, 93})
    void everyLineFitsTheTerminalButWhatIsToBeCopied(int width) {
        Judgement longName = Proofs.judgement(
                Proofs.sql(4, "optimize-conversation-window-functions", "SELECT 1"), RehearsalStep.UP_AGAIN, List.of());
        CheckReport report = Proofs.report(longName, Proofs.losesData(), Proofs.columnOrder());
        Style style = new Style(false, true, width);

        assertThat(CheckConsole.closing(report, style, false))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(CheckConsole.stopping(report, style, false))
                .contains("    After down the values of public.item.price in 1 row are not what they were before.");
        assertThat(FailureText.of(report, "x.html", width).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    @Test
    void whatStopsIsRedAndWhatWarnsIsYellow() {
        String text = console(new Style(true, true, 93), Proofs.report(Proofs.upFailed(), Proofs.columnOrder()));

        assertThat(text)
                .startsWith("\u001b[31m✗\u001b[m 002-add-owner up-failed")
                .contains("\u001b[33m!\u001b[m 008-drop-note column-order-only")
                .contains("\u001b[31m✗ 002-add-owner up-failed\u001b[m (up)\n")
                .contains("\u001b[33m1 warning: 1 column-order-only.")
                .endsWith("\u001b[31m1 of 2 migrations does not pass: 002-add-owner up-failed.\u001b[m\n");
    }

    @Test
    void ofManyThatStopTheWorstIsShownAndTheOthersCounted() {
        Judgement many = Proofs.judgement(
                Proofs.sql(1, "a", "SELECT 1"),
                RehearsalStep.UP_AGAIN,
                Collections.nCopies(15, Proofs.finding(Verdict.LEAVES_TRACE, RehearsalStep.DOWN, "x", "X\n  stays.")));

        assertThat(CheckConsole.stopping(Proofs.report(many), Style.PLAIN, false))
                .containsExactly(
                        "",
                        "x 001-a leaves-trace (down), and 14 more",
                        "    X stays.",
                        "    db/migration/001-a.down.sql");
    }

    @Test
    void aRepeatableMigrationThatPassesIsNotCalledReversible() {
        Judgement repeatable =
                Proofs.judgement(Migrations.repeatable("names", "SELECT 1"), RehearsalStep.AGAIN, List.of());
        CheckReport report = Proofs.report(Proofs.reversible(), repeatable, Proofs.columnOrder());

        assertThat(report.judged())
                .extracting(MigrationView::word)
                .containsExactly("reversible", "repeatable", "column-order-only");
        assertThat(report.summary())
                .isEqualTo(
                        "3 migrations rehearsed on PostgreSQL 18.6: 1 reversible, 1 repeatable, 1 column-order-only.");
        assertThat(Proofs.report(repeatable).summary())
                .isEqualTo("1 migration rehearsed on PostgreSQL 18.6: repeatable.");
        assertThat(CheckJson.of(report)).doesNotContain("\"verdict\": \"repeatable\"");
    }

    @Test
    void locksWithTheSameSaferWayAreOneFinding() {
        CheckReport report = Proofs.report(Proofs.locked(
                Locks.rewrite(LockNote.Severity.WARNING, 5),
                Locks.rewrite(LockNote.Severity.WARNING, 7),
                Locks.rewrite(LockNote.Severity.ERROR, 9)));

        assertThat(console(Style.PLAIN, report))
                .startsWith("x 001-add-item locks 75 ms")
                .contains("1 warning: 1 lock.");
        assertThat(Proofs.console(report, Style.PLAIN, true))
                .filteredOn(line -> line.contains("ACCESS EXCLUSIVE on"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("    ACCESS EXCLUSIVE on public.item, held 120 ms")
                        && line.endsWith(" Likewise ACCESS EXCLUSIVE on public.item at line 7, column 1."));
        assertThat(CheckSarif.of(report).split("\"startLine\"", -1)).hasSize(4);
    }

    @Test
    void lastSentences() {
        assertThat(last(Proofs.report(Proofs.reversible(), Proofs.reversible())))
                .isEqualTo("2 migrations rehearsed on PostgreSQL 18.6: all reversible.");
        assertThat(last(Proofs.report(Proofs.reversible())))
                .isEqualTo("1 migration rehearsed on PostgreSQL 18.6: reversible.");
        assertThat(last(Proofs.report(Proofs.reversible(), Proofs.notIdempotent(), Proofs.irreversible())))
                .isEqualTo("3 migrations rehearsed on PostgreSQL 18.6: 2 reversible, 1 irreversible.");
        assertThat(last(Proofs.report()))
                .isEqualTo("No migration was judged: the target has the one migration already.");
        assertThat(last(Proofs.report(Proofs.upFailed())))
                .isEqualTo("The one migration does not pass: 002-add-owner up-failed.");
        assertThat(last(Proofs.report(Proofs.locked(Locks.rewrite(LockNote.Severity.WARNING)))))
                .isEqualTo("1 migration rehearsed on PostgreSQL 18.6: reversible.");
        assertThat(last(Proofs.report(Proofs.locked(Locks.rewrite(LockNote.Severity.ERROR)))))
                .isEqualTo("The one migration does not pass: 001-add-item locks.");
    }

    @Test
    void aRunThatEndedBeforeARehearsal() {
        Failure none = Failure.of(FailureCode.NO_EMBEDDED_SERVER, "No server.", "Get one.");
        CheckReport broken = Proofs.without(Reports.failed("rollback-check", none));
        CheckReport skipped =
                Proofs.without(GoalResult.skipped(Reports.run("rollback-check"), "Skipped: nexus.skip is set."));

        assertThat(console(UNICODE, broken)).isEqualTo("Stopped before anything was rehearsed.\n");
        assertThat(console(UNICODE, skipped)).isEqualTo("Skipped: nexus.skip is set.\n");
        assertThat(FailureText.of(broken, "x.html", 92))
                .startsWith("No server.")
                .endsWith("-Dtopic=no-embedded-server");
    }

    @Test
    void theBlockOfTheException() {
        Gate strict = new Gate(Gate.DEFAULT, List.of());
        CheckReport report = Proofs.report(
                strict,
                Proofs.proof(
                        Proofs.losesData(),
                        Proofs.notIdempotent(),
                        Proofs.irreversible(),
                        Proofs.badSeed(),
                        Proofs.locked(Locks.rewrite(LockNote.Severity.ERROR))));

        assertThat(report.result().failure().orElseThrow().code()).isEqualTo(FailureCode.VERDICT);
        assertThat(report.result().status().word()).isEqualTo("failed");
        assertThat(FailureText.of(report, "target/nexus/rollback-check.html", 92))
                .isEqualTo("""
                4 of 5 migrations do not pass: 005-narrow-price loses-data, 007-hash-tokens irreversible,
                009-seeded bad-seed, 001-add-item locks.

                Report: target/nexus/rollback-check.html
                What to do: Fix what is found and run rollback-check again. One that is agreed to be
                irreversible passes with -Dnexus.allowIrreversible=007. A lock comes with the safer way; one
                that is right as it is passes with -- nexus: accept-lock=<reason> in its migration.
                More: mvn nexus:help -Dtopic=verdict""");
    }

    @Test
    void aSequenceThatReturnsValuesAgainIsWarnedOf() {
        Judgement plain = Proofs.reversible();
        Judgement back = new Judgement(
                plain.migration(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new SequenceMove("public.item_id_seq", 3, 0), new SequenceMove("public.on", 3, 4)),
                plain.steps(),
                Optional.empty());

        assertThat(console(Style.PLAIN, Proofs.report(back)))
                .startsWith("! 001-add-item reversible (1 sequence)")
                .contains("1 warning: 1 sequence.");
        assertThat(Proofs.console(Proofs.report(back), Style.PLAIN, true))
                .contains("    The last value of public.item_id_seq is 0; before up it was 3. It returns values again"
                        + " that rows may have: have down set it by setval.")
                .noneMatch(line -> line.contains("public.on"));
    }

    private static String console(Style style, CheckReport report) {
        return String.join("\n", Proofs.console(report, style, false)) + "\n";
    }

    private static String last(CheckReport report) {
        List<String> lines = CheckConsole.closing(report, Style.PLAIN, false);
        return lines.get(lines.size() - 1);
    }
}
