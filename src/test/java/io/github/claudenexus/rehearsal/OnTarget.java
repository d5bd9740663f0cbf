package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test whose rehearsals have a target. */
abstract class OnTarget extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    TestDatabase target;

    /** Keeps what rehearsals say. */
    final Run run = Run.on("postgresql://nobody@localhost/none");

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
                Migrations.id(number, "step"),
                sql.checksum(),
                sql.up(),
                Optional.of(
                        new SqlScript("down.sql", Migrations.statements("test.sql", down), true, Declarations.NONE)));
    }

    /** Applies these to the target, and reads it. */
    TargetState applied(DiscoveredMigration... migrations) {
        assertThat(Run.on(target).schema("public").migrate(migrations).failure())
                .isEmpty();
        return TargetReader.read(DatabaseUrl.parse(target.url(), "postgres"), Optional.of("public"));
    }

    /** On a server that is deleted afterwards. */
    Proof rehearse(TargetState state, DiscoveredMigration... migrations) {
        return rehearse(state, Map.of(), migrations);
    }

    Proof rehearse(TargetState state, Map<Version, List<SqlScript>> seeds, DiscoveredMigration... migrations) {
        return rehearse(
                Scratch.thrownAway(DatabaseUrl.parse(database.url(), "postgres"), state), state, seeds, migrations);
    }

    /** On a server of the user's; what it says is in the run's lines. */
    Proof rehearseOnKept(Map<Version, List<SqlScript>> seeds, DiscoveredMigration... migrations) {
        Scratch kept = Scratch.kept(DatabaseUrl.parse(database.url(), "postgres"), TargetState.NONE);
        return rehearse(kept, TargetState.NONE, seeds, migrations);
    }

    private Proof rehearse(
            Scratch server, TargetState state, Map<Version, List<SqlScript>> seeds, DiscoveredMigration... migrations) {
        RehearsalRequest request = new RehearsalRequest(state, seeds, Run.SETTINGS, 100_000_000);
        try (server) {
            return new Rehearsal(server, request, run.listener())
                    .run(Run.set(List.of(migrations)), "test", judgement -> {});
        }
    }

    static List<SqlScript> seed(String sql) {
        return List.of(new SqlScript("seed.sql", Migrations.statements("test.sql", sql), true, Declarations.NONE));
    }

    static void assertReversible(Proof proof, Integer... numbers) {
        assertThat(proof.judged().stream()
                        .flatMap(one -> one.findings().stream())
                        .map(Finding::message))
                .isEmpty();
        assertThat(proof.judged())
                .extracting(one -> Migrations.number(one.migration().id()))
                .containsExactly(numbers);
        assertThat(proof.judged().stream()
                        .flatMap(one -> one.failedSeed().stream())
                        .map(Failure::message))
                .isEmpty();
    }
}
