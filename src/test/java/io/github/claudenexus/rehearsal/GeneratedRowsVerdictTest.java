package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.testing.Example;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a single seed, rows that are made from the catalog show what up and down do to rows. */
class GeneratedRowsVerdictTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/rehearsal/generated-rows.txt");

    private static final Map<String, List<String>> FOUND = new TreeMap<>();

    private static int major;

    static List<Example> cases() throws IOException {
        String only = System.getProperty("test.only", "");
        return Example.of(CASES).stream()
                .filter(example -> only.isEmpty() || example.name().matches(only))
                .toList();
    }

    @BeforeAll
    static void rehearseTheSet(@TempDir Path output) throws Exception {
        for (Judgement one : rehearse(CaseSet.write(cases(), output))) {
            FOUND.put(one.migration().id().toString(), lines(one));
        }
        CaseSet.keep(FOUND, Path.of("target/generated-rows.txt"));
    }

    private static List<Judgement> rehearse(ClassPath classPath) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                MigrationSet set = Discovery.discover(classPath)) {
            major = Integer.parseInt(database.value("SHOW server_version_num")) / 10_000;
            RehearsalRequest request = new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, 100_000_000);
            return Run.on(database).rehearse(set, request).judged();
        }
    }

    private static List<String> lines(Judgement one) {
        List<String> lines = new ArrayList<>(List.of(one.verdict().code()));
        one.findings().stream()
                // What a second run of up shows is not what these are about.
                .filter(finding -> finding.code() != Verdict.NOT_IDEMPOTENT)
                .forEach(finding -> lines.add(VerdictTable.line(finding)));
        return lines;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachGetsItsVerdictAndNamesTableAndColumn(Example example) {
        assertThat(FOUND.getOrDefault(CaseSet.name(example), List.of()))
                .isEqualTo(VerdictTable.onVersion(example.found(), major));
    }

    @Test
    void theSixNexusMigrationsAreReversibleWithoutTheirSeeds() throws Exception {
        ClassPath classPath =
                new ClassPath(List.of(), List.of("io.github.claudenexus.schema"), List.of(Path.of("target/classes")));

        assertThat(rehearse(classPath))
                .allSatisfy(one -> assertThat(one.verdict()).isEqualTo(Verdict.REVERSIBLE));
    }
}
