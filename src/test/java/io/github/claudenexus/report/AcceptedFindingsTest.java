package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.testing.Migrations;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lock or a loss that its migration accepts is no trouble, and every report says why it was accepted. */
class AcceptedFindingsTest {

    private static final CheckReport LOCK =
            Proofs.report(Proofs.locked(Locks.rewrite(LockNote.Severity.ERROR).accepted("of the night.")));
    private static final CheckReport LOSS = Proofs.report(loss());

    static List<CheckReport> both() {
        return List.of(LOCK, LOSS);
    }

    @ParameterizedTest
    @MethodSource("both")
    void everyFileSaysTheReason(CheckReport report) {
        assertThat(Stream.of(
                        CheckJson.of(report),
                        CheckJunit.of(report),
                        CheckMarkdown.of(report),
                        CheckHtml.of(report),
                        CheckSarif.of(report)))
                .allSatisfy(text -> assertThat(text).contains("Accepted: of the night."));
    }

    @ParameterizedTest
    @MethodSource("both")
    void itIsNoTrouble(CheckReport report) {
        assertThat(report.result().failure()).isEmpty();
        assertThat(report.judged().get(0).level()).isEqualTo(Level.FINE);
        assertThat(CheckSarif.of(report).replaceFirst("(?s).*\"results\"", ""))
                .contains("\"level\": \"note\"")
                .doesNotContain("\"level\": \"warning\"");
        assertThat(CheckMarkdown.of(report)).startsWith("## \u2705 ").doesNotContain("\u26A0");
        assertThat(CheckJunit.of(report)).contains("accepted: ").doesNotContain("<failure");
        assertThat(Jsoup.parse(CheckHtml.of(report))
                        .select("article.card, .findings li")
                        .eachAttr("class"))
                .containsExactly("card fine", "fine");
    }

    @Test
    void eachFormatHasItsWordsForIt() {
        assertThat(LOCK.summary()).isEqualTo("1 migration rehearsed on PostgreSQL 18.6: reversible.");
        assertThat(CheckJson.of(LOCK)).contains("\"severity\": \"accepted\"");
        assertThat(CheckJunit.of(LOCK)).contains("accepted: locks: ");
        assertThat(CheckJunit.of(LOSS)).contains("accepted: loses-data: ");
        assertThat(CheckMarkdown.of(LOSS)).contains("- \u2705 **loses-data** (data): ");
    }

    @Test
    void theConsoleSaysItWhereItSaysAll() {
        assertThat(console(LOCK, true)).contains("Accepted: of the night.");
        assertThat(console(LOCK, false)).startsWith("+ 001-add-item reversible").doesNotContain("lock");
        assertThat(console(LOSS, true))
                .contains("+ 001-add-plans loses-data (data)\n    Rows of public.plan")
                .doesNotContain("!", "warning");
    }

    @Test
    void anIrreversibleOneIsAllowedAndNotAccepted() {
        assertThat(CheckJunit.of(Proofs.report(Proofs.irreversible()))).contains("allowed: irreversible: ");
    }

    private static String console(CheckReport report, boolean verbose) {
        return String.join("\n", Proofs.console(report, Style.PLAIN, verbose));
    }

    private static Judgement loss() {
        return Proofs.judgement(
                Migrations.declaring(
                        Proofs.sql(1, "add-plans", "SELECT 1"), new Declarations("", "", "of the night", List.of())),
                RehearsalStep.UP_AGAIN,
                List.of(Proofs.finding(
                        Verdict.LOSES_DATA,
                        RehearsalStep.DATA,
                        "table public.plan",
                        "Rows of public.plan do not come back. Accepted: of the night.")));
    }
}
