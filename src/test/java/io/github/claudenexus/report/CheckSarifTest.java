package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.locks.LockNote;
import io.github.claudenexus.rehearsal.Judgement;
import io.github.claudenexus.rehearsal.RehearsalStep;
import io.github.claudenexus.rehearsal.Verdict;
import io.github.claudenexus.sql.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CheckSarifTest {

    @Test
    void everyLogIsValidByTheStandardsSchema() throws IOException {
        Failure failure = Failure.of(FailureCode.UNREACHABLE, "Nothing answers.", "Start it.");
        List<CheckReport> reports = List.of(
                Proofs.report(Proofs.project(Proofs.sources()), Proofs.everyVerdict()),
                Proofs.report(Proofs.badSeed()),
                Proofs.report(),
                Hostile.report(),
                Proofs.without(Reports.failed("rollback-check", failure)));

        for (CheckReport report : reports) {
            assertThat(schema().validate(CheckSarif.of(report), InputFormat.JSON))
                    .isEmpty();
        }
        assertThat(schema().validate(CheckSarif.of(reports.get(0)).replace("\"error\"", "\"bad\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void eachResultNamesItsRule() {
        JsonObject run = run(Proofs.report(Proofs.everyVerdict()));
        List<String> rules =
                texts(run.getAsJsonObject("tool").getAsJsonObject("driver").get("rules"), "id");

        assertThat(rules).hasSize(14).doesNotContain("reversible");
        assertThat(run.getAsJsonArray("results")).hasSize(9).allSatisfy(result -> assertThat(
                        rules.get(result.getAsJsonObject().get("ruleIndex").getAsInt()))
                .isEqualTo(result.getAsJsonObject().get("ruleId").getAsString()));
        assertThat(texts(run.get("results"), "level"))
                .containsExactly("error", "error", "error", "error", "error", "error", "note", "note", "note");
    }

    @Test
    void aFindingOfDownIsInTheDownFileAndALockAtItsStatement() {
        List<JsonObject> places = places(Proofs.report(Proofs.project(Proofs.sources()), Proofs.losesData()));

        assertThat(places.get(0).toString())
                .isEqualTo("{\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
                        + "\"src/main/resources/db/migration/005-narrow-price.down.sql\",\"uriBaseId\":\"%SRCROOT%\"},"
                        + "\"region\":{\"startLine\":1,\"startColumn\":1}}}");
        assertThat(places.get(2).toString())
                .isEqualTo("{\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
                        + "\"src/main/resources/db/migration/005-narrow-price.sql\",\"uriBaseId\":\"%SRCROOT%\"},"
                        + "\"region\":{\"startLine\":5,\"startColumn\":1}}}");
    }

    @Test
    void aStatementThatFailedIsAtItsLineInItsOwnFile() {
        CheckReport report = Proofs.report(
                Proofs.judgement(
                        Proofs.downFailed().migration(),
                        RehearsalStep.DOWN,
                        List.of(Proofs.finding(
                                        Verdict.DOWN_FAILED,
                                        RehearsalStep.DOWN,
                                        "004-split-item",
                                        "In its down, 004-split-item failed.")
                                .at(place("db/migration/004-split-item.down.sql", 3, 8)))),
                Proofs.badSeed(Failure.of(FailureCode.BAD_SEED, "The seed failed.", "Fix the seed.")
                        .at(place("nexus/seed/009-rows.sql", 12, 1))));

        List<JsonObject> places = places(new CheckReport(
                report.result(),
                Proofs.project(Map.of("nexus/seed/009-rows.sql", "src/test/resources/nexus/seed/009-rows.sql"))));

        assertThat(places.get(0).toString()).contains("004-split-item.down.sql", "{\"startLine\":3,\"startColumn\":8}");
        assertThat(places.get(1).toString())
                .contains("src/test/resources/nexus/seed/009-rows.sql", "{\"startLine\":12,\"startColumn\":1}");
    }

    @Test
    void aStatementThatIsInAFileTwiceHasTwoFingerprints() {
        List<String> once = fingerprints(Proofs.report(locking(5)));

        assertThat(fingerprints(Proofs.report(locking(5, 9))))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .startsWith(once.get(0));
        assertThat(fingerprints(Proofs.report(locking(50, 90)))).isEqualTo(fingerprints(Proofs.report(locking(5, 9))));
    }

    private static Judgement locking(int... lines) {
        return Proofs.locked(Arrays.stream(lines)
                .mapToObj(line -> Locks.rewrite(LockNote.Severity.ERROR, line))
                .toArray(LockNote[]::new));
    }

    private static List<String> fingerprints(CheckReport report) {
        return StreamSupport.stream(run(report).getAsJsonArray("results").spliterator(), false)
                .map(result -> result.getAsJsonObject()
                        .getAsJsonObject("partialFingerprints")
                        .get("nexus/v1")
                        .getAsString())
                .toList();
    }

    private static Failure.Place place(String file, int line, int column) {
        return new Failure.Place(
                Optional.empty(),
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SourcePosition(file, line, column)));
    }

    @Test
    void aClassIsALogicalPlace() {
        String logical = "\"logicalLocations\":[{\"name\":\"M003_FillOwner\",\"fullyQualifiedName\":"
                + "\"com.example.M003_FillOwner\",\"kind\":\"type\"}]";
        String source = "src/main/java/com/example/M003 FillOwner.java";

        assertThat(places(Proofs.report(Proofs.verifyFailed())).get(0)).hasToString("{" + logical + "}");
        assertThat(places(Proofs.report(
                                Proofs.project(Map.of("com.example.M003_FillOwner", source)), Proofs.verifyFailed()))
                        .get(0)
                        .toString())
                .contains("\"uri\":\"src/main/java/com/example/M003%20FillOwner.java\"", logical);
    }

    @Test
    void theFolderThatFilesAreSeenFromIsNamed() {
        JsonObject run = run(Proofs.report(Proofs.project(Map.of()), Proofs.losesData()));

        assertThat(run.getAsJsonObject("originalUriBaseIds"))
                .hasToString("{\"%SRCROOT%\":{\"uri\":\"file:///srv/shop/\"}}");
    }

    @Test
    void everyRuleTellsWhatToDoAndWhereThereIsMore() {
        JsonElement rules = run(Proofs.report(Proofs.losesData()))
                .getAsJsonObject("tool")
                .getAsJsonObject("driver")
                .get("rules");

        assertThat(rules.getAsJsonArray()).allSatisfy(rule -> assertThat(rule.getAsJsonObject()
                        .getAsJsonObject("help")
                        .get("text")
                        .getAsString())
                .matches("[A-Z].*\\. [A-Z].*\\. More: mvn nexus:help -Dtopic=[a-z-]+"));
    }

    @Test
    void aSourceThatIsNotKnownIsTheNameOnTheClassPath() {
        assertThat(places(Proofs.report(Proofs.upFailed())).get(0).toString())
                .contains("\"uri\":\"db/migration/002-add-owner.sql\"");
    }

    private static List<JsonObject> places(CheckReport report) {
        return StreamSupport.stream(run(report).getAsJsonArray("results").spliterator(), false)
                .map(result -> result.getAsJsonObject()
                        .getAsJsonArray("locations")
                        .get(0)
                        .getAsJsonObject())
                .toList();
    }

    private static List<String> texts(JsonElement array, String member) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(one -> one.getAsJsonObject().get(member).getAsString())
                .toList();
    }

    private static JsonObject run(CheckReport report) {
        return JsonParser.parseString(CheckSarif.of(report))
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject();
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream stream = CheckSarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Objects.requireNonNull(stream));
        }
    }
}
