package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A migration has one word, the same wherever it is shown: what stops it, else the worst of what was found. */
class OneWordTest {

    private static final Gate STRICT = new Gate(Gate.DEFAULT, List.of());

    @Test
    void whatStopsIsTheWordEverywhere() {
        Judgement both = found(Proofs.onlyUp(7, "hash-tokens", true), Verdict.NOT_IDEMPOTENT, Verdict.IRREVERSIBLE);
        CheckReport report = report(STRICT, both);

        assertThat(console(report))
                .startsWith("x 007-hash-tokens irreversible")
                .endsWith("The one migration does not pass: 007-hash-tokens irreversible.");
        assertThat(badges(report)).containsExactly("✗ irreversible", "✗ irreversible");
        assertThat(CheckMarkdown.of(report))
                .contains("| ❌ | `007-hash-tokens` | **irreversible** |")
                .contains("❌ <b>007-hash-tokens</b>: irreversible");
        assertThat(CheckJunit.of(report)).doesNotContain("not reached").contains("type=\"irreversible\"");
        assertThat(verdict(report)).isEqualTo("irreversible");
    }

    @Test
    void withoutADownTheStepsAfterItAreNoFailure() {
        CheckReport report = report(STRICT, found(Proofs.onlyUp(7, "hash-tokens", true), Verdict.IRREVERSIBLE));

        assertThat(Jsoup.parse(CheckHtml.of(report)).select(".steps .unreached").eachText())
                .containsExactly("– seeds none", "– down no down", "– data no down", "– up-again no down");
        assertThat(CheckJunit.of(report)).contains("<skipped message=\"no down\">");
    }

    @Test
    void thatATransactionCannotBeRunAgainIsCountedAndNoWarning() {
        CheckReport report = report(STRICT, found(Proofs.sql(6, "add-index", "SELECT 6"), Verdict.NOT_IDEMPOTENT));

        assertThat(console(report))
                .startsWith("+ 006-add-index reversible")
                .contains("0 of 1 migration could be run again if the history were lost.")
                .doesNotContain("!", "warning")
                .endsWith("1 migration rehearsed on PostgreSQL 18.6: reversible.");
        assertThat(badges(report)).containsExactly("✓ reversible", "✓ reversible");
        assertThat(CheckMarkdown.of(report)).contains("| ✅ | `006-add-index` | reversible |");
        assertThat(List.of(CheckMarkdown.of(report), CheckHtml.of(report)))
                .allMatch(text -> text.contains("0 of 1 migration could be run again if the history were lost."));
        assertThat(CheckJunit.of(report)).contains("information: not-idempotent");
        assertThat(CheckSarif.of(report)).contains("\"level\": \"note\"");
        assertThat(verdict(report)).isEqualTo("reversible");
    }

    @Test
    void itStopsWhereFailOnNamesIt() {
        CheckReport report = report(
                new Gate(Set.of("not-idempotent"), List.of()),
                found(Proofs.sql(6, "add-index", "SELECT 6"), Verdict.NOT_IDEMPOTENT));

        assertThat(console(report)).startsWith("x 006-add-index not-idempotent");
        assertThat(verdict(report)).isEqualTo("not-idempotent");
    }

    @Test
    void whatCannotBeResumedStopsAndIsTheWordForIt() {
        Judgement apart = found(Proofs.onlyUp(6, "add-index", false), Verdict.NOT_IDEMPOTENT, Verdict.NOT_RESUMABLE);
        CheckReport report = report(new Gate(Gate.DEFAULT, List.of()), apart);

        assertThat(console(report)).startsWith("x 006-add-index not-resumable");
        assertThat(verdict(report)).isEqualTo("not-resumable");
    }

    private static Judgement found(DiscoveredMigration migration, Verdict... codes) {
        List<Finding> findings = List.of(codes).stream()
                .map(code -> Proofs.finding(
                        code,
                        code == Verdict.IRREVERSIBLE ? RehearsalStep.DOWN : RehearsalStep.AGAIN,
                        migration.id().toString(),
                        "Something was found."))
                .toList();
        return Proofs.judgement(
                migration, migration.reversible() ? RehearsalStep.UP_AGAIN : RehearsalStep.AGAIN, findings);
    }

    private static CheckReport report(Gate gate, Judgement judgement) {
        return Proofs.report(gate, Proofs.proof(judgement));
    }

    private static String console(CheckReport report) {
        return String.join("\n", Proofs.console(report, Style.PLAIN, false));
    }

    private static List<String> badges(CheckReport report) {
        Document page = Jsoup.parse(CheckHtml.of(report));
        page.select(".spoken").remove();
        return page.select("h2 .badge, .overview .badge").eachText().stream()
                .map(text -> text.replace('\u00a0', ' '))
                .toList();
    }

    private static String verdict(CheckReport report) {
        return JsonParser.parseString(CheckJson.of(report))
                .getAsJsonObject()
                .getAsJsonArray("migrations")
                .get(0)
                .getAsJsonObject()
                .get("verdict")
                .getAsString();
    }
}
