package io.github.claudenexus.rehearsal;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.testing.Example;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that run outside of a transaction, rehearsed as one set: whether each can be resumed wherever it is interrupted. */
class InterruptedRunsTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/rehearsal/interrupted.txt");

    private static final Map<String, List<String>> FOUND = new TreeMap<>();

    static List<Example> cases() throws IOException {
        return Example.of(CASES);
    }

    @BeforeAll
    static void rehearseTheSet(@TempDir Path output) throws Exception {
        Proof proof = rehearse(CaseSet.write(cases(), output));
        proof.judged().forEach(one -> FOUND.put(one.migration().id().toString(), lines(one)));
        assertThat(proof.notCompared()).noneMatch(sentence -> sentence.startsWith("an interruption"));
        CaseSet.keep(FOUND, Path.of("target/interrupted.txt"));
    }

    private static Proof rehearse(ClassPath classPath) throws Exception {
        try (MigrationSet set = Discovery.discover(classPath)) {
            return rehearse(set);
        }
    }

    private static Proof rehearse(MigrationSet set) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            // Rows of the rehearsal's own would show other defects of these, too.
            RehearsalRequest request = new RehearsalRequest(
                    TargetState.NONE, Map.of(), Run.SETTINGS, 100_000_000, Optional.empty(), RowSource.SEEDS);
            return Run.on(database).rehearse(set, request);
        }
    }

    private static List<String> lines(Judgement one) {
        List<Finding> findings = one.findings().stream()
                .filter(finding -> finding.code() != Verdict.NOT_IDEMPOTENT)
                .toList();
        return Stream.concat(
                        Stream.of(findings.stream()
                                .map(Finding::code)
                                .min(Verdict::compareTo)
                                .orElse(Verdict.REVERSIBLE)
                                .code()),
                        findings.stream().map(finding -> VerdictTable.line(finding) + " => " + finding.fix()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachIsResumedOrFoundWithItsStatement(Example example) {
        assertThat(FOUND.get(CaseSet.name(example))).isEqualTo(example.found());
    }

    @Test
    void anOnlinePartIsInterruptedAfterItsStatementsAndTheFirstAndLastBatchOfEachStep() throws Exception {
        Proof proof = rehearse(new ClassPath(
                List.of(),
                List.of("io.github.claudenexus.rehearsal.interrupted"),
                List.of(Path.of("target/test-classes"))));

        assertThat(proof.judged().stream().skip(1).flatMap(one -> lines(one).stream()
                        .skip(1)))
                .containsExactly(
                        "not-resumable | column public.memory.n / rows | Interrupted after the first batch of the step"
                                + " \"double n\" and run again: the values of public.memory.n in 4 rows are others than"
                                + " after a run that nothing interrupts. => " + ResumeFixes.OF_BATCH,
                        "not-resumable | column public.total_of_all.sum / rows | Interrupted after the only batch of the"
                                + " step \"add up\" and run again: the values of public.total_of_all.sum in 1 row are"
                                + " others than after a run that nothing interrupts. => " + ResumeFixes.OF_BATCH,
                        "not-resumable | 013-row-added-again | Interrupted after the statement sent at"
                                + " M013_RowAddedAgain.java:16 and run again: 013-row-added-again failed: duplicate key"
                                + " value violates unique constraint \"added_pkey\". Key (id)=(10) already exists."
                                + " Statement: INSERT INTO added VALUES (?, ?) (sent at M013_RowAddedAgain.java:16). =>"
                                + " Have it leave out the rows that are there: ON CONFLICT DO NOTHING on a unique key, or"
                                + " INSERT … SELECT … WHERE NOT EXISTS.");
        assertThat(proof.notCompared()).noneMatch(sentence -> sentence.startsWith("an interruption"));
    }

    @Test
    void ofAFileOfManyStatementsTheFirstAndTheLastAreTriedAndThatIsSaid() throws Exception {
        String[] statements = IntStream.rangeClosed(1, 25)
                .mapToObj(number -> "INSERT INTO log VALUES (" + number + ") ON CONFLICT DO NOTHING")
                .toArray(String[]::new);
        statements[24] = "CREATE TABLE t (id int)";
        try (MigrationSet set =
                Run.set(List.of(sql(1, "CREATE TABLE log (id int PRIMARY KEY)"), nonTransactional(2, statements)))) {
            Proof proof = rehearse(set);

            assertThat(lines(proof.judged().get(1)))
                    .filteredOn(line -> line.startsWith("not-resumable |"))
                    .singleElement()
                    .asString()
                    .contains("Interrupted after the statement at line 25, column 1 and run again: 002-sql-step failed:"
                            + " relation \"t\" already exists.");
            assertThat(proof.notCompared())
                    .contains(
                            "an interruption of 002-sql-step after each of its 25 statements: it was interrupted after"
                                    + " the first 20 and the last");
        }
    }

    @Test
    void ofAnOnlinePartOfManyStatementsTheFirstAreTriedAndThatIsSaid() throws Exception {
        try (MigrationSet set =
                Run.set(List.of(sql(1, "CREATE TABLE log (id int PRIMARY KEY)"), online(2, up -> {}, online -> {
                    for (int id = 1; id <= 25; id++) {
                        online.query("SELECT id FROM log", row -> row.getInt(1));
                        online.execute("INSERT INTO log VALUES (?) ON CONFLICT DO NOTHING", id);
                    }
                })))) {
            Proof proof = rehearse(set);

            assertThat(proof.judged().get(1).findings())
                    .extracting(Finding::code)
                    .doesNotContain(Verdict.NOT_RESUMABLE);
            assertThat(proof.notCompared())
                    .contains("an interruption of 002-java-step later than in the first 20 places where it may be"
                            + " interrupted");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFailsOnACopyWithoutAnInterruptionTooIsSaidAndNotFlagged(boolean before) throws Exception {
        String role = "CREATE ROLE nexus_test_reader";
        String table = "CREATE TABLE IF NOT EXISTS t (id int)";
        try (MigrationSet set = Run.set(List.of(nonTransactional(1, before ? role : table, before ? table : role)))) {
            Proof proof = rehearse(set);

            assertThat(proof.notCompared())
                    .contains("an interruption of 001-sql-step, which fails on a copy of the database: 001-sql-step"
                            + " failed: role \"nexus_test_reader\" already exists");
            assertThat(proof.judged().get(0).findings())
                    .extracting(Finding::code)
                    .doesNotContain(Verdict.NOT_RESUMABLE);
        } finally {
            TestDatabase.admin("DROP ROLE IF EXISTS nexus_test_reader");
        }
    }
}
