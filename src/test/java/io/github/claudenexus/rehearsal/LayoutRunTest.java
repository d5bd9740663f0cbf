package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.ClassPath;
import io.github.claudenexus.discovery.Discovery;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.discovery.SqlFiles;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.layout.Layout;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.sql.Placeholders;
import io.github.claudenexus.sql.SourcePosition;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small project of each tool, applied and rehearsed as its files are. */
class LayoutRunTest extends DatabaseTest {

    private static final Path PROJECTS = Path.of("src/test/resources/io/github/claudenexus/layouts");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flyway         | 1-create-item, 1.1-add-price, 20240131120000-index-name | REVERSIBLE, REVERSIBLE, NO_DOWN
            mybatis        | 20240131120000-create-item, 20240131120001-count-items  | REVERSIBLE, NO_DOWN
            golang-migrate | 1-create-item, 2-index, 10-price                        | REVERSIBLE, REVERSIBLE, LOSES_DATA
            diesel         | 00000000000000-diesel-initial-setup, 20240131120000-create-item, 20240201000000-index | REVERSIBLE, REVERSIBLE, NO_DOWN
            dbmate         | 20240131120000-create-item, 20240131120001-index        | REVERSIBLE, DOWN_FAILED
            """)
    void aProjectIsAppliedAndProvedAsItIs(String layout, String ids, String verdicts) throws Exception {
        String reader = "reader_of_" + database.name();
        Placeholders placeholders =
                new Placeholders(Map.of("reader", reader), Set.of("flyway:user", "flyway:defaultSchema"));
        Layout named = Layout.named(layout).orElseThrow();
        SqlFiles files = new SqlFiles(
                named,
                PROJECTS,
                List.of(layout),
                named.replacesPlaceholders() ? Optional.of(placeholders) : Optional.empty());
        try (MigrationSet set = Discovery.discover(new ClassPath(List.of(), List.of(), List.of()), files)) {
            assertThat(set.migrations()).extracting(one -> one.id().toString()).containsExactly(ids.split(", "));

            Proof proof = Run.on(database)
                    .rehearse(set, new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, 100_000_000));
            assertThat(proof.judged())
                    .extracting(judgement ->
                            new Gate(Gate.DEFAULT, List.of()).verdict(judgement).name())
                    .containsExactly(verdicts.split(", "));

            // The server of a real rehearsal is gone by now, with its roles.
            database.execute("DROP ROLE IF EXISTS " + reader);
            Outcome outcome = Run.on(database).migrate(set, PlanRequest.ALL);
            assertThat(outcome.failure()).isEmpty();
            assertThat(database.value("SELECT count(*) FROM item")).isEqualTo("0");
            if (layout.equals("flyway")) {
                database.execute("DROP OWNED BY " + reader + "; DROP ROLE " + reader);
            }
        }
    }

    @Test
    void aFailureShowsThePlaceholderAndItsPlaceAndNotTheValue(@TempDir Path project) throws Exception {
        Files.writeString(project.resolve("V1__x.sql"), "SELECT 1;\nSELECT '${secret}', ${column} FROM pg_class;\n");
        Placeholders placeholders = new Placeholders(Map.of("secret", "hunter2", "column", "nothing_such"), Set.of());
        SqlFiles files = new SqlFiles(Layout.FLYWAY, project, List.of("."), Optional.of(placeholders));
        try (MigrationSet set = Discovery.discover(new ClassPath(List.of(), List.of(), List.of()), files)) {
            Failure failure = Run.on(database)
                    .migrate(set, PlanRequest.ALL)
                    .failure()
                    .orElseThrow()
                    .failure();

            assertThat(failure.message()).isEqualTo("1-x failed: column \"nothing_such\" does not exist.");
            assertThat(failure.place().statement()).contains("SELECT '${secret}', ${column} FROM pg_class");
            assertThat(failure.place().position()).contains(new SourcePosition("V1__x.sql", 2, 21));
            assertThat(failure.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void theRowsOfCopyGetWhatOnlyTheDatabaseKnows(@TempDir Path project) throws Exception {
        Files.writeString(
                project.resolve("V1__x.sql"),
                "CREATE TABLE who (name text);\nCOPY who FROM STDIN;\n${flyway:user}\n\\.\n");
        Placeholders placeholders = new Placeholders(Map.of(), Set.of("flyway:user"));
        SqlFiles files = new SqlFiles(Layout.FLYWAY, project, List.of("."), Optional.of(placeholders));
        try (MigrationSet set = Discovery.discover(new ClassPath(List.of(), List.of(), List.of()), files)) {
            assertThat(Run.on(database).migrate(set, PlanRequest.ALL).failure()).isEmpty();
            assertThat(database.value("SELECT name FROM who")).isEqualTo("postgres");
        }
    }
}
