package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
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
                CheckReport.of(
                        RunReport.skipped(Reports.run("rollback-check"), "Skipped."), Optional.empty(), Proofs.GATE));
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
                        "card warns",
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
    void locksArePicturedAndToldInWords() {
        Document page = Jsoup.parse(CheckHtml.of(EVERY));
        Element picture = page.selectFirst("figure svg[role=img]");

        assertThat(picture).isNotNull();
        assertThat(picture.selectFirst("> title"))
                .hasToString("<title id=\"locks-005-narrow-price\">Locks of 005-narrow-price over time:"
                        + " public.owner ACCESS SHARE for 123 ms, public.item ACCESS EXCLUSIVE for 120 ms</title>");
        assertThat(picture.select("rect").eachAttr("class")).containsExactly("none", "all");
        assertThat(picture.select("rect").eachAttr("x")).containsExactly("0.81%", "3.23%");
        assertThat(picture.select("rect").eachAttr("width")).containsExactly("99.19%", "96.77%");
        assertThat(picture.select("rect").eachAttr("height")).containsExactly("4", "14");
        assertThat(picture.select("text.mark").text()).isEqualTo("RS");
        assertThat(page.select("details tbody tr")).hasSize(2);
    }
}
