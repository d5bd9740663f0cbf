package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.rehearsal.CheckedProof;
import io.github.claudenexus.rehearsal.Evidence;
import io.github.claudenexus.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceFileTest {

    private static final CheckReport REPORT = Proofs.report(Proofs.losesData(), Proofs.reversible());

    private Path folder;
    private Path file;
    private String written;

    @BeforeEach
    void aReport(@TempDir Path place) throws IOException {
        folder = place;
        GoalReport.ofCheck(REPORT.result(), ProjectFacts.NONE, false, folder).write();
        file = folder.resolve("rollback-check.json");
        written = Files.readString(file);
    }

    @Test
    void isReadAsItWasWritten() {
        Evidence evidence =
                REPORT.result().check().flatMap(CheckedProof::evidence).orElseThrow();

        assertThat(EvidenceFile.read(file)).isEqualTo(evidence);
    }

    @Test
    void whatIsNotThere() {
        Path missing = folder.resolve("missing.json");

        refused(missing, "does not exist");
    }

    @Test
    void aRunThatProvedNothing() throws IOException {
        GoalReport.ofCheck(
                        GoalResult.skipped(Reports.run("rollback-check"), "Skipped."), ProjectFacts.NONE, false, folder)
                .write();

        refused(file, "holds no evidence: that run of rollback-check came to no proof, or had no rows (nexus.rows)");
    }

    @Test
    void whatWasEdited() throws IOException {
        Files.writeString(file, written.replace("sql-1:a1", "sql-1:a2"));

        refused(file, "was edited: its migrations do not give its hash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passed", "serverVersion", "migrations", "fingerprint", "judged", "verdict", "losses"})
    void aMemberThatIsMissing(String member) throws IOException {
        int evidence = written.indexOf("\"evidence\"");
        Files.writeString(
                file,
                written.substring(0, evidence)
                        + written.substring(evidence).replace("\"" + member + "\"", "\"other\""));

        refused(file, "is not a report of rollback-check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "[]", "{", "{\"evidence\": 5}", "{\"evidence\": {\"migrations\": 5}}"})
    void whatIsNotAReport(String text) throws IOException {
        Files.writeString(file, text);

        refused(file, "is not a report of rollback-check");
    }

    @Test
    void whatIsNotText() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});

        refused(file, "is not text");
    }

    private static void refused(Path file, String why) {
        Refusal.of(() -> EvidenceFile.read(file), FailureCode.EVIDENCE, "The evidence " + file + " " + why + ".");
    }
}
