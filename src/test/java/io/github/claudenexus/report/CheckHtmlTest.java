package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.rehearsal.Finding;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.TestFindings;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class CheckHtmlTest {

    private static final CheckReport EVERY = Proofs.report(Proofs.everyVerdict());

    @Test
    void isWellFormedWhateverItShows() throws IOException, ParserConfigurationException, SAXException {
        List<CheckReport> reports = List.of(
                EVERY,
                Hostile.report(),
                Proofs.report(),
                Proofs.without(GoalResult.skipped(Reports.run("rollback-check"), "Skipped.")));
        for (CheckReport report : reports) {
            String page = CheckHtml.of(report);
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>\n", "")))))
                    .isNotNull();
        }
    }

    @Test
    void needsNothingFromElsewhere() {
        Document page = Jsoup.parse(CheckHtml.of(EVERY));

        assertThat(CheckHtml.of(EVERY)).doesNotContain("http", "url(", "@import");
        assertThat(page.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes().html()).doesNotContain("//"));
        assertThat(page.select("script, link, img, iframe, object, [src], [onclick], [onload]"))
                .isEmpty();
        assertThat(page.select("a")).allSatisfy(link -> {
            assertThat(link.attr("href")).startsWith("#");
            assertThat(page.getElementById(link.attr("href").substring(1))).isNotNull();
        });
    }

    @Test
    void hostileTextsAreText() {
        Document page = Jsoup.parse(CheckHtml.of(Hostile.report()));

        assertThat(page.select("script")).isEmpty();
        assertThat(page.select(".findings .message").get(0).wholeText())
                .startsWith("M: </details><script>alert('x')</script> & \"q\" ]]>");
    }

    @Test
    void aCardForEachMigrationWithHeadings() {
        Document page = Jsoup.parse(CheckHtml.of(EVERY));

        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("article.card h2").eachText())
                .hasSize(8)
                .startsWith("001-add-item ✓ reversible", "002-add-owner ✗stops the release: up-failed");
        assertThat(page.select("table.overview tbody tr")).hasSize(8);
        assertThat(page.select("article.card").eachAttr("class"))
                .containsExactly(
                        "card fine",
                        "card stops",
                        "card stops",
                        "card stops",
                        "card stops",
                        "card fine",
                        "card fine",
                        "card warns");
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void whatDiffersIsMarked() {
        Element values = Jsoup.parse(CheckHtml.of(EVERY)).selectFirst("table.values");

        assertThat(values).isNotNull();
        assertThat(values.select("caption").text()).isEqualTo("column public.item.price");
        assertThat(values.select("thead th").eachText()).containsExactly("Property", "Before up", "After down");
        assertThat(CheckHtml.of(EVERY))
                .contains("numeric(<del>12</del>,<del>4</del>)", "numeric(<ins>10</ins>,<ins>2</ins>)");
    }

    @Test
    void locksAreDrawnAndReportedInWords() {
        Document page = Jsoup.parse(CheckHtml.of(EVERY));
        Element picture = page.selectFirst("figure svg[role=img]");

        assertThat(picture).isNotNull();
        assertThat(picture.selectFirst("> title"))
                .hasToString("<title id=\"locks-005-narrow-price\">Locks of 005-narrow-price over time:"
                        + " public.item ACCESS EXCLUSIVE for 120 ms</title>");
        assertThat(picture.select("rect").eachAttr("class")).containsExactly("all");
        assertThat(picture.select("rect").eachAttr("x")).containsExactly("3.23%");
        assertThat(picture.select("rect").eachAttr("width")).containsExactly("96.77%");
        assertThat(picture.select("text.mark").text()).isEqualTo("RS");
        assertThat(picture.select("tspan.mode").text()).endsWith("about 12,000,000 rows, 3.1 GB on the target");
        assertThat(picture.select("text.mode").text()).isEqualTo("ACCESS EXCLUSIVE blocks reads and writes");
        assertThat(page.select("details tbody tr")).hasSize(2);
    }

    @Test
    void aLockThatBlocksNobodyHasNoPicture() {
        Document page = Jsoup.parse(CheckHtml.of(Proofs.report(Proofs.locked(Locks.seen()))));

        assertThat(page.select("svg")).isEmpty();
        assertThat(page.select("details tbody tr")).hasSize(1);
    }

    @Test
    void saysWhichProjectAndCommitItIsOf() {
        Document page = Jsoup.parse(CheckHtml.of(Proofs.report(Proofs.project(Map.of()), Proofs.everyVerdict())));

        assertThat(page.select(".facts").text())
                .contains("com.example:shop 1.2.0", "commit 0123456789ab on main", "22 November 2026, 12:00")
                .doesNotContain("sha256");
        assertThat(page.select("footer").text()).contains("sha256:");
        assertThat(page.select(".banner").text()).isEqualTo("✗ 4 of 8 migrations do not pass.");
    }

    @Test
    void theSqlIsFoldedWithTheStatementMarkedThatSomethingWasFoundAt() {
        Document page = Jsoup.parse(CheckHtml.of(EVERY));
        Element card = page.getElementById("migration-005-narrow-price");

        assertThat(card).isNotNull();
        assertThat(card.select("details.script > summary").eachText())
                .containsExactly(
                        "Up: db/migration/005-narrow-price.sql", "Down: db/migration/005-narrow-price.down.sql");
        assertThat(card.select(".script .marked code").eachText()).containsExactly(Proofs.NARROW + ";");
        assertThat(card.select(".step a").attr("href"))
                .isEqualTo("#" + card.select(".script .marked").attr("id"));
    }

    @Test
    void ofTwoStatementsOnOneLineTheOneIsMarkedThatSomethingWasFoundAt() {
        SqlScript up = script(Statement.in("two.sql", 3, 1, "SELECT 1"), Statement.in("two.sql", 3, 11, "SELECT 2"));

        assertThat(marked(up, Optional.empty(), 3, 1)).containsExactly("SELECT 1;");
        assertThat(marked(up, Optional.empty(), 3, 8)).containsExactly("SELECT 1;");
        assertThat(marked(up, Optional.empty(), 3, 11)).containsExactly("SELECT 2;");
    }

    @Test
    void ofUpAndDownInOneFileTheStatementIsMarkedThatSomethingWasFoundAt() {
        SqlScript up = script(Statement.in("both.sql", 2, 1, "SELECT 1"));
        SqlScript down = script(Statement.in("both.sql", 5, 1, "SELECT -1"));

        assertThat(marked(up, Optional.of(down), 2, 8)).containsExactly("SELECT 1;");
        assertThat(marked(up, Optional.of(down), 5, 8)).containsExactly("SELECT -1;");
    }

    private static SqlScript script(Statement... statements) {
        return new SqlScript(statements[0].start().origin(), List.of(statements), true, Declarations.NONE);
    }

    private static List<String> marked(SqlScript up, Optional<SqlScript> down, int line, int column) {
        SqlMigration plain = Proofs.sql(1, "two");
        SqlMigration migration = new SqlMigration(plain.id(), plain.checksum(), up, down);
        Failure.Place place = new Failure.Place(
                Optional.empty(),
                Optional.of(up.file()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SourcePosition(up.file(), line, column)));
        Finding finding = Proofs.finding(Verdict.UP_FAILED, RehearsalStep.UP, "001-two", "Up failed.");
        String page =
                CheckHtml.of(Proofs.report(Proofs.judgement(migration, RehearsalStep.UP, List.of(finding.at(place)))));
        return Jsoup.parse(page).select(".script .marked code").eachText();
    }

    @Test
    void aPasswordInAStatementIsNotShown() {
        Judgement role = Proofs.judgement(
                Proofs.sql(1, "add-role", "CREATE ROLE shop PASSWORD 'topsecret'"), RehearsalStep.UP_AGAIN, List.of());

        assertThat(CheckHtml.of(Proofs.report(role)))
                .doesNotContain("topsecret")
                .contains("CREATE ROLE shop PASSWORD");
    }

    @Test
    void aPasswordOfTheRunIsShownInNoStatementAndTheEvidenceStays() {
        Judgement linked = Proofs.judgement(
                Proofs.sql(1, "link", "SELECT dblink('host=db password=topsecret')"),
                RehearsalStep.UP_AGAIN,
                List.of());
        Proof proof = Proofs.proof(linked);
        CheckReport report = Proofs.report(Proofs.GATE, proof.map(text -> text.replace("topsecret", "***")));

        assertThat(CheckHtml.of(report)).contains("password=***").doesNotContain("topsecret");
        assertThat(report.result().check().orElseThrow().evidence()).contains(Evidence.of(proof, Proofs.GATE));
    }

    @Test
    void aLongScriptIsCutAndWhatWasFoundInItIsShown() {
        String[] statements = IntStream.range(0, 1000)
                .mapToObj(number -> "INSERT INTO item VALUES (" + number + ", '" + "x".repeat(970) + "')")
                .toArray(String[]::new);
        statements[0] = "INSERT INTO item VALUES ('" + "y".repeat(100_000) + "')";
        SqlMigration dump = Proofs.sql(1, "dump", statements);
        Judgement judgement = Proofs.judgement(
                dump,
                RehearsalStep.UP,
                List.of(TestFindings.finding(Verdict.UP_FAILED, RehearsalStep.UP, "001-dump", "Up failed.", "")
                        .at(new Failure.Place(
                                Optional.empty(),
                                Optional.of(dump.origin()),
                                Optional.of("INSERT"),
                                Optional.empty(),
                                Optional.of(new SourcePosition(dump.origin(), 1003, 1))))));

        String page = CheckHtml.of(Proofs.report(judgement));

        assertThat(page).hasSizeLessThan(100_000);
        Document shown = Jsoup.parse(page);
        assertThat(shown.select(".script .marked code").eachText())
                .singleElement()
                .asString()
                .startsWith("INSERT INTO item VALUES (500,");
        assertThat(shown.select(".script .sql code").eachText().get(0))
                .endsWith("y\n(96,028 more characters are left out)");
        assertThat(shown.select(".statements > p").eachText())
                .containsExactly(
                        "463 statements are left out, 464,325 characters.",
                        "498 statements are left out, 499,494 characters.");
    }

    @Test
    void whatPassedIsFoldedAndWhatFailedIsNot() {
        Document page = Jsoup.parse(CheckHtml.of(EVERY));

        assertThat(page.select("article.fine > details > summary h2")).hasSize(3);
        assertThat(page.select("article.stops > h2")).hasSize(4);
        assertThat(page.select("article.stops .findings li")).allSatisfy(finding -> assertThat(
                        finding.select(".badge").text().contains("failed"))
                .isEqualTo(finding.select(".fix").text().matches("Fix: (Correct|Have down undo) .*")));
    }

    @Test
    void nothingJudgedIsNotGreen() {
        assertThat(Jsoup.parse(CheckHtml.of(Proofs.report())).select(".banner").attr("class"))
                .isEqualTo("banner warns");
    }
}
