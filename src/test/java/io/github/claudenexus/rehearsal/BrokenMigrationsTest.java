package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.Seeds;
import io.github.claudenexus.jdbc.ConnectionSettings;
import io.github.claudenexus.jdbc.Connector;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One set of broken migrations and difficult but correct ones, rehearsed once: each gets its verdict and no other. */
class BrokenMigrationsTest {

    private static final Path OUTPUT = Path.of("target/test-classes");
    private static final Set<Verdict> NO_DEFECT = Set.of(Verdict.REVERSIBLE, Verdict.COLUMN_ORDER_ONLY);
    // Not found in this set: it takes rows, another layout, or a class that promises to be safe to repeat.
    private static final EnumSet<Verdict> OTHER_SETS =
            EnumSet.of(Verdict.FAILS_ON_ROWS, Verdict.NOT_IDEMPOTENT, Verdict.NO_DOWN, Verdict.FAILS_ON_SOME_ROWS);

    private static Proof proof = new Proof("", "", List.of(), List.of(), List.of(), Map.of());

    /** On a server that is thrown away roles stay, and databases with a subscription; this one is not. */
    @BeforeAll
    @AfterAll
    static void dropWhatARehearsalKeeps() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            String kept = database.value("SELECT string_agg(datname || '.' || subname, ',') FROM pg_subscription"
                    + " JOIN pg_database d ON d.oid = subdbid WHERE datname LIKE 'nexus\\_rehearsal\\_%'");
            for (String one : kept.equals("null") ? new String[0] : kept.split(",")) {
                String name = one.replaceFirst("\\..*", "");
                String subscription = one.replaceFirst(".*\\.", "");
                ConnectionSettings settings =
                        DatabaseUrl.parse(database.url(), "postgres").to(name);
                try (Connection connection = Connector.open(settings);
                        Statement statement = connection.createStatement()) {
                    statement.execute("ALTER SUBSCRIPTION " + subscription + " SET (slot_name = NONE)");
                    statement.execute("DROP SUBSCRIPTION " + subscription);
                }
                TestDatabase.admin("DROP DATABASE " + name);
            }
            TestDatabase.admin("DROP ROLE IF EXISTS nexus_test_clerk, nexus_test_porter");
        }
    }

    @BeforeAll
    static void rehearseTheSet() throws Exception {
        ClassPath classPath =
                new ClassPath(List.of(), List.of("io.github.claudenexus.rehearsal.broken"), List.of(OUTPUT));
        try (TestDatabase database = TestDatabase.create();
                MigrationSet set = Discovery.discover(classPath)) {
            RehearsalRequest request = new RehearsalRequest(
                    TargetState.NONE, Seeds.discover(classPath, set).byVersion(), Run.SETTINGS, 100_000_000);
            proof = Run.on(database).rehearse(set, request);
        }
        // To be looked at, and compared with the table, when a verdict is another one.
        Files.writeString(Path.of("target/verdicts.txt"), VerdictTable.write(proof.judged()));
    }

    @Test
    void eachGetsExactlyItsVerdictAndNamesTheObject() throws IOException {
        Map<String, List<String>> expected = table();
        Map<String, List<String>> shown = VerdictTable.read(VerdictTable.write(proof.judged()), major());

        SoftAssertions all = new SoftAssertions();
        all.assertThat(shown).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (name, lines) -> all.assertThat(shown.get(name)).as(name).isEqualTo(lines));
        all.assertAll();
    }

    @Test
    void theSetHasBrokenAndCorrectMigrations() {
        assertThat(proof.judged().stream().filter(one -> !difficult(one)).map(Judgement::verdict))
                .hasSizeGreaterThanOrEqualTo(40)
                .containsAll(EnumSet.complementOf(OTHER_SETS));
        assertThat(proof.judged().stream().filter(BrokenMigrationsTest::difficult))
                .hasSizeGreaterThanOrEqualTo(15)
                .allMatch(one -> NO_DEFECT.contains(one.verdict()));
    }

    @Test
    void whatTheServerRefusesComesWithItsFix() {
        assertThat(fixOf(50)).isEqualTo("Put -- nexus: transactional=false on the first line.");
        assertThat(fixOf(51)).startsWith("A new enum value cannot be used in the transaction that adds it");
        assertThat(fixOf(52)).startsWith("What is named must exist on a fresh server too");
        assertThat(fixOf(82)).startsWith("Rows that fit the new schema do not fit the old one");
    }

    private static String fixOf(int number) {
        return proof.judged().stream()
                .filter(one -> Migrations.number(one.migration().id()) == number)
                .map(one -> one.findings().get(0).fix())
                .findFirst()
                .orElse("not judged");
    }

    @Test
    void everyFindingIsOneLine() {
        SoftAssertions all = new SoftAssertions();
        for (Judgement one : proof.judged()) {
            for (Finding finding : one.findings()) {
                all.assertThat(finding.message()).as(one.migration().id() + "").matches("[A-Z0-9].*\\.");
            }
        }
        all.assertAll();
    }

    private static boolean difficult(Judgement one) {
        return Migrations.number(one.migration().id()) > 100;
    }

    private static Map<String, List<String>> table() throws IOException {
        try (InputStream stream = BrokenMigrationsTest.class.getResourceAsStream("verdicts.txt")) {
            return VerdictTable.read(
                    new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8), major());
        }
    }

    private static int major() {
        return Integer.parseInt(proof.serverVersion().replaceAll("\\D.*", ""));
    }
}
