package io.github.claudenexus.report;

import static io.github.claudenexus.report.Reports.applied;
import static io.github.claudenexus.report.Reports.pending;
import static io.github.claudenexus.report.Reports.ranNow;
import static io.github.claudenexus.report.Reports.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.author.InvalidIndex.Kind;
import io.github.claudenexus.history.MigrationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

    private static final GoalResult EXAMPLE = Reports.failed(
            "migrate",
            Reports.STATEMENT,
            ranNow(result(
                    1, "add-item", MigrationState.APPLIED, List.of("table item"), List.of("Tell the dashboard."))),
            pending(2, "add-owner"));

    @Test
    void theExampleInTheDocumentationIsWhatIsWritten() throws IOException {
        assertThat(Path.of("docs", "reports.md")).content().contains("```json\n" + JsonReport.of(EXAMPLE) + "```");
    }

    @Test
    void everyMemberIsAlwaysThere() {
        JsonObject full = JsonParser.parseString(JsonReport.of(EXAMPLE)).getAsJsonObject();
        JsonObject bare = JsonParser.parseString(
                        JsonReport.of(GoalResult.skipped(Reports.run("migrate"), "Skipped: nexus.skip is set.")))
                .getAsJsonObject();

        assertThat(bare.keySet()).isEqualTo(full.keySet());
        assertThat(bare.get("outcome").getAsString()).isEqualTo("skipped");
        assertThat(bare.get("failure").isJsonNull()).isTrue();
        assertThat(full.getAsJsonArray("migrations"))
                .allSatisfy(one -> assertThat(one.getAsJsonObject().keySet())
                        .containsAll(List.of("number", "name", "state", "durationMs", "manualSteps")));
    }

    @Test
    void anOkRunHasNoFailure() {
        JsonObject report = JsonParser.parseString(JsonReport.of(Reports.ok("status", applied(7, "a"))))
                .getAsJsonObject();

        assertThat(report.get("failure").isJsonNull()).isTrue();
        assertThat(report.get("outcome").getAsString()).isEqualTo("ok");
        assertThat(report.getAsJsonArray("migrations")
                        .get(0)
                        .getAsJsonObject()
                        .get("number")
                        .getAsString())
                .isEqualTo("007");
    }

    @Test
    void invalidIndexesAreListedWhereTheyWereLookedFor() {
        String looked = JsonReport.of(Reports.found(
                Reports.ok("status", applied(7, "a")),
                new InvalidIndex("public.t_n_idx", "public.t", Kind.PLAIN, false),
                new InvalidIndex("public.p_n_idx", "public.p", Kind.PARTITIONED, true)));

        assertThat(looked).contains("""
                  "invalidIndexes": [
                    {
                      "name": "public.t_n_idx",
                      "table": "public.t",
                      "partitioned": false,
                      "underConstruction": false
                    },
                    {
                      "name": "public.p_n_idx",
                      "table": "public.p",
                      "partitioned": true,
                      "underConstruction": true
                    }
                  ],
                """.stripIndent());
        assertThat(JsonReport.of(Reports.found(Reports.ok("status")))).contains("\"invalidIndexes\": [],");
        assertThat(JsonReport.of(EXAMPLE)).contains("\"invalidIndexes\": null,");
    }

    @Test
    void theFileReplacesTheOneBefore(@TempDir Path directory) throws IOException {
        Path reports = directory.resolve("target/nexus");
        GoalReport.of(EXAMPLE, reports).write();
        GoalReport.of(Reports.ok("migrate", applied(1, "add-item")), reports).write();
        Path file = reports.resolve("migrate.json");

        assertThat(file).content().contains("\"outcome\": \"ok\"");
        try (Stream<Path> files = Files.list(reports)) {
            assertThat(files).containsExactly(file);
        }
    }
}
