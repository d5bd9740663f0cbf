package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** A loss that its migration accepts looks everywhere as an accepted lock does. */
class AcceptedLossTest {

    private static final String MESSAGE = "Rows of public.plan do not come back. Accepted: plans are made every night.";

    private final CheckReport report = Proofs.report(accepted());

    @Test
    void everyFileSaysTheReason() {
        assertThat(Stream.of(
                        CheckJson.of(report),
                        CheckJunit.of(report),
                        CheckMarkdown.of(report),
                        CheckHtml.of(report),
                        CheckSarif.of(report)))
                .allSatisfy(text -> assertThat(text).contains("Accepted: plans are made every night."));
    }

    @Test
    void itIsNoTrouble() {
        assertThat(report.result().failure()).isEmpty();
        assertThat(report.judged().get(0).level()).isEqualTo(Level.FINE);
        assertThat(CheckSarif.of(report).replaceFirst("(?s).*\"results\"", ""))
                .contains("\"level\": \"note\"")
                .doesNotContain("\"level\": \"warning\"");
        assertThat(CheckJunit.of(report)).contains("accepted: loses-data: ").doesNotContain("<failure");
        assertThat(CheckMarkdown.of(report))
                .startsWith("## \u2705 ")
                .contains("- \u2705 **loses-data** (data): ")
                .doesNotContain("\u26A0");
        assertThat(Jsoup.parse(CheckHtml.of(report))
                        .select("article.card, .findings li")
                        .eachAttr("class"))
                .containsExactly("card fine", "fine");
    }

    @Test
    void theConsoleSaysItWhereItSaysAll() {
        assertThat(String.join("\n", Proofs.console(report, Style.PLAIN, true)))
                .contains("+ 001-add-plans loses-data (data)\n    Rows of public.plan")
                .doesNotContain("!", "warning");
    }

    @Test
    void anIrreversibleOneIsAllowedAndNotAccepted() {
        assertThat(CheckJunit.of(Proofs.report(Proofs.irreversible()))).contains("allowed: irreversible: ");
    }

    private static Judgement accepted() {
        SqlMigration plain = Proofs.sql(1, "add-plans", "SELECT 1");
        SqlScript up = plain.up();
        Declarations declared = new Declarations("", "", "plans are made every night", List.of());
        SqlMigration accepting = new SqlMigration(
                plain.id(), plain.checksum(), new SqlScript(up.file(), up.statements(), true, declared), plain.down());
        return Proofs.judgement(
                accepting,
                RehearsalStep.UP_AGAIN,
                List.of(Proofs.finding(Verdict.LOSES_DATA, RehearsalStep.DATA, "table public.plan", MESSAGE)));
    }
}
