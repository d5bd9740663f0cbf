package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.testing.Example;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pairs of up and down that were written to deceive a rehearsal, rehearsed as one set: each gets its verdict, and its
 * findings the fix that helps.
 */
class PairsTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/rehearsal/pairs.txt");

    private static final Map<String, List<String>> FOUND = new TreeMap<>();
    private static int major;

    static List<Example> cases() throws IOException {
        return Example.of(CASES);
    }

    @BeforeAll
    static void rehearseTheSet(@TempDir Path output) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            major = Integer.parseInt(database.value("SHOW server_version_num")) / 10_000;
            write(output);
            ClassPath classPath = new ClassPath(List.of(), List.of("pairs"), List.of(output));
            try (MigrationSet set = Discovery.discover(classPath)) {
                RehearsalRequest request = new RehearsalRequest(
                        TargetState.NONE,
                        Seeds.discover(classPath, set).byVersion(),
                        Run.SETTINGS,
                        100_000_000,
                        Optional.empty(),
                        RowSource.SEEDS);
                Proof proof = Run.on(database).rehearse(set, request);
                proof.judged().forEach(one -> FOUND.put(one.migration().id().toString(), lines(proof, one)));
            }
        }
        CaseSet.keep(FOUND, Path.of("target/pairs.txt"));
    }

    private static void write(Path output) throws IOException {
        Path folder = Files.createDirectories(output.resolve("pairs"));
        Path seeds = Files.createDirectories(folder.resolve("seed"));
        List<String> given = new ArrayList<>(List.of("-- nexus: irreversible=what is there before"));
        for (Example example : onThisVersion()) {
            given.add(example.steps().get(0));
            Files.writeString(
                    folder.resolve(name(example) + ".sql"), example.steps().get(1));
            Files.writeString(
                    folder.resolve(name(example) + ".down.sql"), example.steps().get(3));
            if (!example.steps().get(2).isEmpty()) {
                Files.writeString(
                        seeds.resolve(name(example) + ".sql"), example.steps().get(2));
            }
        }
        Files.write(folder.resolve("000-given.sql"), given);
    }

    private static List<Example> onThisVersion() throws IOException {
        return cases().stream().filter(PairsTest::isOnThisVersion).toList();
    }

    private static boolean isOnThisVersion(Example example) {
        return !example.name().contains(": ")
                || major >= Integer.parseInt(example.name().replaceFirst(":.*", ""));
    }

    private static String name(Example example) {
        return "%03d-%s".formatted(example.number(), example.name().replaceFirst(".*: ", ""));
    }

    private static List<String> lines(Proof proof, Judgement one) {
        List<String> lines = new ArrayList<>();
        // What a second run of up shows is not what these are about.
        List<Finding> findings = one.findings().stream()
                .filter(finding -> finding.code() != Verdict.NOT_IDEMPOTENT)
                .toList();
        lines.add(findings.stream()
                .map(Finding::code)
                .min(Comparator.naturalOrder())
                .orElse(Verdict.REVERSIBLE)
                .code());
        one.failedSeed().ifPresent(seed -> lines.add("seed: " + seed.message()));
        findings.forEach(finding -> lines.add(VerdictTable.line(finding) + " => " + finding.fix()));
        String id = " " + one.migration().id() + " ";
        proof.notCompared().stream()
                .filter(sentence -> sentence.contains(id))
                .forEach(sentence -> lines.add("not compared: " + sentence.replace(id, " it ")));
        return lines;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachGetsItsVerdictAndItsFixes(Example example) {
        assumeTrue(isOnThisVersion(example), () -> "PostgreSQL " + major + " is older than the case needs");
        assertThat(FOUND.getOrDefault(name(example), List.of()))
                .isEqualTo(VerdictTable.onVersion(example.found(), major));
    }
}
