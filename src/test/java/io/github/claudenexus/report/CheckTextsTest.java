package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTextsTest {

    private static final CheckReport EVERY = Proofs.report(Proofs.everyVerdict());

    @Test
    void jsonOfEveryVerdict() {
        assertThat(CheckJson.of(EVERY)).isEqualTo(Expected.text("rollback-check.json"));
    }

    @Test
    void everyMemberOfJsonIsAlwaysThere() {
        CheckReport skipped = Proofs.without(GoalResult.skipped(Reports.run("rollback-check"), "Skipped."));
        JsonObject full = JsonParser.parseString(CheckJson.of(EVERY)).getAsJsonObject();
        JsonObject bare = JsonParser.parseString(CheckJson.of(skipped)).getAsJsonObject();

        assertThat(bare.keySet()).isEqualTo(full.keySet());
        assertThat(full.keySet())
                .containsAll(JsonParser.parseString(JsonReport.of(Reports.ok("status")))
                        .getAsJsonObject()
                        .keySet());
        assertThat(bare.get("evidence").isJsonNull()).isTrue();
    }

    @Test
    void theExampleInTheDocumentationIsWhatIsWritten() throws IOException {
        String json = CheckJson.of(Proofs.report(Proofs.losesData()));

        assertThat(Path.of("docs", "reports.md")).content().contains("```json\n" + json + "```");
    }

    @Test
    void markdownOfEveryVerdict() {
        assertThat(CheckMarkdown.of(EVERY)).isEqualTo(Expected.text("rollback-check.md"));
    }

    @Test
    void markdownEscapes() {
        assertThat(Markdown.text("a | b <c> *d* _e_ `f` [g](h) @i #12 1. x"))
                .isEqualTo("a \\| b \\<c\\> \\*d\\* \\_e\\_ \\`f\\` \\[g\\](h) @&#8203;i \\#&#8203;12 1. x");
        assertThat(Markdown.text("1. x")).isEqualTo("&#8203;1. x");
        assertThat(Markdown.code("a `b` ``c``")).isEqualTo("``` a `b` ``c`` ```");
        assertThat(Markdown.codeInCell("a|b")).isEqualTo("`a\\|b`");
        assertThat(Markdown.block("sql", "a\n````\r\nb\u0000", 2))
                .isEqualTo("  `````sql\n  a\n  ````\n  b\uFFFD\n  `````\n");
        assertThat(CheckMarkdown.of(Hostile.report())).doesNotContain("<script>alert('x')</script> &amp;\n");
    }

    @Test
    void markdownFitsIntoAComment() {
        Judgement many = Proofs.judgement(
                Proofs.sql(1, "a", "SELECT 1"),
                RehearsalStep.UP_AGAIN,
                Collections.nCopies(
                        2000,
                        Proofs.finding(Verdict.LEAVES_TRACE, RehearsalStep.DOWN, "x", "Something long stays here.")));

        assertThat(CheckMarkdown.of(Proofs.report(many, Proofs.upFailed())))
                .hasSizeLessThan(65_536)
                .contains("The details of 1 migration are too long for a comment; they are in `rollback-check.html`.")
                .contains("<b>002-add-owner</b>");
    }

    @Test
    void markdownOfAThousandMigrationsShowsTheWorstAndSaysHowManyAreLeftOut() {
        Judgement[] many = IntStream.rangeClosed(1, 1500)
                .mapToObj(number -> Proofs.judgement(
                        Proofs.sql(number, "a-migration-with-a-long-name", "SELECT 1"),
                        RehearsalStep.UP_AGAIN,
                        number < 1500
                                ? List.of()
                                : List.of(Proofs.finding(
                                        Verdict.LEAVES_TRACE, RehearsalStep.DOWN, "x", "Something stays."))))
                .toArray(Judgement[]::new);

        String markdown = CheckMarkdown.of(Proofs.report(many));

        assertThat(markdown)
                .hasSizeLessThan(65_000)
                .contains("|--:|--:|--:|\n| ❌ | `1500-a-migration-with-a-long-name` | **leaves-trace** |")
                .contains("<b>1500-a-migration-with-a-long-name</b>: leaves-trace");
        long rows = markdown.lines().filter(line -> line.startsWith("| ✅")).count();
        assertThat(markdown).contains("The rows of " + (1499 - rows) + " migrations are too long for a comment");
    }

    @Test
    void markdownWithNothingJudgedIsNotGreen() {
        assertThat(CheckMarkdown.of(Proofs.report())).startsWith("## ⚠️ Rollback check");
        assertThat(CheckMarkdown.of(Proofs.report(Proofs.reversible()))).startsWith("## ✅ Rollback check");
    }

    @Test
    void wordsThatDiffer() {
        WordDiff diff = WordDiff.of("a();\n  b;\nc d e", "x();\nc d f e");

        assertThat(text(diff.before())).isEqualTo("[a]();[\n  b;]\nc d e");
        assertThat(text(diff.after())).isEqualTo("[x]();\nc d[ f] e");
        assertThat(text(WordDiff.of("", "new").after())).isEqualTo("[new]");
        assertThat(text(WordDiff.of("same", "same").before())).isEqualTo("same");
    }

    @Test
    void allFilesAreWrittenAndNoDraftIsLeft(@TempDir Path directory) throws IOException {
        GoalReport.ofCheck(EVERY.result(), ProjectFacts.NONE, false, directory.resolve("nexus"))
                .write();

        try (Stream<Path> there = Files.list(directory.resolve("nexus"))) {
            assertThat(there.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(GoalReport.filesOfCheck())
                    .containsExactlyInAnyOrder(
                            "rollback-check.json",
                            "TEST-nexus-rollback-check.xml",
                            "rollback-check.md",
                            "rollback-check.html",
                            "rollback-check.sarif");
        }
        assertThat(directory.resolve("nexus/rollback-check.md")).content().isEqualTo(CheckMarkdown.of(EVERY));
    }

    private static String text(List<WordDiff.Piece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.same() ? piece.text() : "[" + piece.text() + "]"));
        return text.toString();
    }
}
