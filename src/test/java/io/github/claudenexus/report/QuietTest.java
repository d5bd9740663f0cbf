package io.github.claudenexus.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.rehearsal.Gate;
import io.github.claudenexus.rehearsal.Proof;
import io.github.claudenexus.rehearsal.RehearsalRequest;
import io.github.claudenexus.rehearsal.TargetState;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty migrations of a shop, rehearsed once: what the console says of them can be read. */
class QuietTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/report/shop.txt");

    private static final Gate STRICT = new Gate(Gate.DEFAULT, List.of());
    private static final Style WIDE = new Style(false, true, 93);
    // A blank one; warnings, which may take two; what could be run again; what was not compared; a blank one; the
    // sentence.
    private static final int LAST_LINES = 7;

    private static Proof proof = new Proof("", "", List.of(), List.of(), List.of(), Map.of());

    @BeforeAll
    static void rehearseTheShop(@TempDir Path output) throws Exception {
        Path folder = Files.createDirectories(output.resolve("shop"));
        String[] texts = Files.readString(CASES).split("(?m)^-- migration: ", -1);
        for (String text : Arrays.asList(texts).subList(1, texts.length)) {
            String[] named = text.split("\n", 2);
            String[] both = named[1].split("(?m)^-- down\n", 2);
            Files.writeString(folder.resolve(named[0] + ".sql"), both[0]);
            if (both.length == 2) {
                Files.writeString(folder.resolve(named[0] + ".down.sql"), both[1]);
            }
        }
        ClassPath classPath = new ClassPath(List.of(), List.of("shop"), List.of(output));
        try (TestDatabase database = TestDatabase.create();
                MigrationSet set = Discovery.discover(classPath)) {
            RehearsalRequest request = new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, 100_000_000);
            proof = Run.on(database).rehearse(set, request);
        }
    }

    @Test
    void theConsoleHasALineAMigrationAndFourForWhatStops() throws IOException {
        CheckReport report = Proofs.report(STRICT, proof);
        List<String> quiet = Proofs.console(report, WIDE, false);
        List<String> failure = FailureText.of(report, "target/nexus/rollback-check.html", WIDE.width())
                .lines()
                .toList();
        // To be looked at.
        Files.write(
                Path.of("target/quiet.txt"),
                Stream.concat(quiet.stream(), failure.stream()).toList());
        Files.write(Path.of("target/quiet-verbose.txt"), Proofs.console(report, WIDE, true));
        Files.writeString(Path.of("target/quiet.html"), CheckHtml.of(report));

        int stopped = report.stopped().size();
        assertThat(stopped).isGreaterThanOrEqualTo(4);
        assertThat(quiet.subList(0, 50)).allMatch(line -> line.matches("[✓!✗] \\d{3}-[a-z0-9-]+ [a-z-]+ .*"));
        assertThat(quiet).hasSizeLessThanOrEqualTo(50 + stopped * (1 + 4) + LAST_LINES);
    }

    @Test
    void aTableThatIsMadeIsNoWarning() {
        List<String> warned = Proofs.report(STRICT, proof).judged().stream()
                .filter(one -> !one.warnings().isEmpty())
                .map(MigrationView::name)
                .toList();

        assertThat(warned).isNotEmpty().noneMatch(name -> name.contains("-create-") && !name.contains("supplier"));
    }
}
