package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.session.RunSettings;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test whose rehearsals have a target. */
abstract class OnTarget extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    TestDatabase target;

    @BeforeEach
    final void createTarget() throws SQLException {
        target = TestDatabase.create();
    }

    @AfterEach
    final void dropTarget() throws SQLException {
        target.close();
    }

    static DiscoveredMigration step(int number, String up, String down) {
        SqlMigration sql = (SqlMigration) Migrations.sql(number, up);
        return new SqlMigration(
                new MigrationId(number, "step"),
                sql.checksum(),
                sql.up(),
                Optional.of(new SqlScript(
                        "down.sql", List.of(new SqlScript.Statement(down, 1, 1)), true, Declarations.NONE)));
    }

    /** Applies these to the target, and reads it. */
    TargetState applied(DiscoveredMigration... migrations) {
        Run run = Run.on(target).schema("public");
        assertThat(run.migrate(migrations).failure()).isEmpty();
        return TargetReader.read(DatabaseUrl.parse(target.url(), "postgres"), Optional.of("public"));
    }

    Proof rehearse(TargetState state, Set<String> roles, DiscoveredMigration... migrations) {
        return rehearse(state, roles, Map.of(), migrations);
    }

    Proof rehearse(
            TargetState state, Set<String> roles, Map<Integer, List<SqlScript>> seeds, DiscoveredMigration... some) {
        RunSettings settings =
                new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("."), "0-test");
        try (Scratch scratch = Scratch.open(DatabaseUrl.parse(database.url(), "postgres"), state)) {
            scratch.makeRoles(roles);
            return new Rehearsal(
                            scratch,
                            new RehearsalRequest(state, seeds, settings, 100_000_000),
                            Run.on(database).listener())
                    .run(Run.set(List.of(some)), "test", judgement -> {});
        }
    }

    static List<SqlScript> seed(String sql) {
        return List.of(new SqlScript("seed.sql", List.of(new SqlScript.Statement(sql, 1, 1)), true, Declarations.NONE));
    }

    static void assertReversible(Proof proof, Integer... numbers) {
        assertThat(proof.judged().stream()
                        .flatMap(one -> one.findings().stream())
                        .map(Finding::message))
                .isEmpty();
        assertThat(proof.judged())
                .extracting(one -> one.migration().id().number())
                .containsExactly(numbers);
        assertThat(proof.judged().stream()
                        .flatMap(one -> one.failedSeed().stream())
                        .map(Failure::message))
                .isEmpty();
    }
}
