package io.github.claudenexus.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationId;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.SqlScript;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.runner.RunSettings;
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
import org.junit.jupiter.api.Test;

/** What is rehearsed follows from what the target has: its history, its roles, its search path. */
class RehearsalOnTargetTest extends DatabaseTest {

    private static final String ROLE = "nexus_app_" + ProcessHandle.current().pid();
    private static final String OTHER = "nexus_other_" + ProcessHandle.current().pid();

    @SuppressWarnings("NullAway.Init")
    private TestDatabase target;

    @BeforeEach
    void createTarget() throws SQLException {
        target = TestDatabase.create();
    }

    @AfterEach
    void dropRoles() throws SQLException {
        target.close();
        TestDatabase.admin("DROP ROLE IF EXISTS " + ROLE + ", " + OTHER);
    }

    private static DiscoveredMigration step(int number, String up, String down) {
        SqlMigration sql = (SqlMigration) Migrations.sql(number, up);
        return new SqlMigration(
                new MigrationId(number, "step"),
                sql.checksum(),
                sql.up(),
                Optional.of(new SqlScript("down.sql", List.of(new SqlScript.Statement(down, 1, 1)), true, "")));
    }

    /** Applies these to the target, and reads it. */
    private TargetState applied(DiscoveredMigration... migrations) {
        Run run = Run.on(target).schema("public");
        assertThat(run.migrate(migrations).failure()).isEmpty();
        return TargetReader.read(DatabaseUrl.parse(target.url(), "postgres"), Optional.of("public"));
    }

    private Proof rehearse(TargetState state, Set<String> roles, DiscoveredMigration... migrations) {
        RunSettings settings =
                new RunSettings(Optional.empty(), RunSettings.Limits.DEFAULT, Map.of(), Path.of("."), "0-test");
        try (Scratch scratch = Scratch.open(DatabaseUrl.parse(database.url(), "postgres"), state)) {
            scratch.makeRoles(roles);
            return new Rehearsal(
                            scratch,
                            new RehearsalRequest(state, Map.of(), settings, 100_000_000),
                            Run.on(database).listener())
                    .run(Run.set(List.of(migrations)), "test", judgement -> {});
        }
    }

    private static void assertReversible(Proof proof, Integer... numbers) {
        assertThat(proof.judged().stream()
                        .flatMap(one -> one.findings().stream())
                        .map(Finding::message))
                .isEmpty();
        assertThat(proof.judged())
                .extracting(one -> one.migration().id().number())
                .containsExactly(numbers);
    }

    @Test
    void aRoleOfTheTargetIsLeftToTheAppliedMigrationThatMakesIt() throws SQLException {
        DiscoveredMigration makes =
                step(1, "CREATE ROLE " + ROLE + "; GRANT CREATE ON SCHEMA public TO " + ROLE, "SELECT 1");
        DiscoveredMigration grants =
                step(2, "CREATE TABLE IF NOT EXISTS t (); GRANT SELECT ON t TO " + ROLE, "DROP TABLE t");
        TargetState state = applied(makes);
        target.close();
        TestDatabase.admin("DROP ROLE " + ROLE);

        Proof proof = rehearse(state, Set.of(ROLE), makes, grants);

        assertReversible(proof, 2);
        assertThat(proof.unjudged()).containsExactly(makes);
    }

    @Test
    void aRoleOfTheTargetThatAPendingMigrationMakesOnceMoreIsAFinding() {
        TargetState state = applied();

        Proof proof = rehearse(state, Set.of(ROLE), step(1, "CREATE ROLE " + ROLE, "DROP ROLE " + ROLE));

        assertThat(proof.judged().get(0).verdict()).isEqualTo(Verdict.UP_FAILED);
        assertThat(proof.judged().get(0).findings().get(0).message()).contains("role \"" + ROLE + "\" already exists");
    }

    @Test
    void aSchemaOfTheSearchPathIsLeftToTheAppliedMigrationThatMakesIt() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = app, public");
        DiscoveredMigration early = step(1, "CREATE TABLE early ()", "DROP TABLE early");
        DiscoveredMigration makes = step(2, "CREATE SCHEMA app; CREATE TABLE a ()", "DROP SCHEMA app CASCADE");
        DiscoveredMigration pending = step(
                3,
                "ALTER TABLE public.early ADD COLUMN IF NOT EXISTS n int; ALTER TABLE app.a ADD COLUMN IF NOT EXISTS n int",
                "ALTER TABLE early DROP COLUMN n; ALTER TABLE a DROP COLUMN n");

        Proof proof = rehearse(applied(early, makes), Set.of(), early, makes, pending);

        assertReversible(proof, 3);
        assertThat(proof.unjudged()).containsExactly(early, makes);
    }

    @Test
    void aSchemaOfTheSearchPathThatIsNotThereYetIsLookedAtOnceItIs() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = later, \"$user\", public");
        TargetState state = applied();

        assertThat(state.searchPath()).isEqualTo("later, postgres, public");
        assertReversible(
                rehearse(
                        state,
                        Set.of(),
                        step(1, "CREATE SCHEMA IF NOT EXISTS later", "DROP SCHEMA later"),
                        step(2, "CREATE TABLE IF NOT EXISTS t ()", "DROP TABLE later.t"),
                        step(3, "CREATE SCHEMA IF NOT EXISTS postgres", "DROP SCHEMA postgres")),
                1,
                2,
                3);
    }

    @Test
    void aSearchPathThatAMigrationGivesTheDatabaseHoldsForTheNextOnes() {
        String alter =
                "DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET search_path = s, public'', current_database()); END'";
        String reset = "DO 'BEGIN EXECUTE format(''ALTER DATABASE %I RESET search_path'', current_database()); END'";
        DiscoveredMigration makes = step(1, "CREATE SCHEMA s; CREATE TABLE s.t (n integer)", "DROP SCHEMA s CASCADE");
        DiscoveredMigration sets = step(2, alter, reset);
        DiscoveredMigration uses = step(3, "CREATE INDEX IF NOT EXISTS t_n ON t (n)", "DROP INDEX t_n");

        assertReversible(rehearse(applied(makes), Set.of(), makes, sets, uses), 2, 3);
    }

    @Test
    void aRoleWithRightsCanBeDroppedAndTheReportSaysWhatIsNotCompared() {
        DiscoveredMigration gives = step(
                1,
                "CREATE TABLE IF NOT EXISTS t (); DO 'BEGIN CREATE ROLE " + ROLE
                        + "; EXCEPTION WHEN duplicate_object THEN NULL; END'; GRANT SELECT ON t TO " + ROLE,
                "DROP TABLE t; DROP ROLE " + ROLE);
        DiscoveredMigration drops = step(
                2,
                "DO 'BEGIN IF to_regrole(''" + ROLE + "'') IS NOT NULL THEN DROP OWNED BY " + ROLE + "; DROP ROLE "
                        + ROLE + "; END IF; END'",
                "CREATE ROLE " + ROLE + "; GRANT SELECT ON t TO " + ROLE);
        DiscoveredMigration next = step(3, "CREATE TABLE IF NOT EXISTS u ()", "DROP TABLE u");

        Proof proof = rehearse(TargetState.NONE, Set.of(), gives, drops, next);

        assertReversible(proof, 1, 2, 3);
        assertThat(proof.notCompared())
                .contains(
                        "the rows after down of 001-step, which drops a role that no copy of the database may depend on",
                        "the rows after down of 002-step, which drops a role that no copy of the database may depend on");
    }

    @Test
    void anAppliedMigrationMayDropARoleWithRights() {
        DiscoveredMigration gives =
                step(1, "CREATE TABLE t (); CREATE ROLE " + ROLE + "; GRANT SELECT ON t TO " + ROLE, "SELECT 1");
        DiscoveredMigration drops = step(2, "DROP OWNED BY " + ROLE + "; DROP ROLE " + ROLE, "SELECT 1");
        DiscoveredMigration pending = step(3, "CREATE TABLE IF NOT EXISTS u ()", "DROP TABLE u");

        Proof proof = rehearse(applied(gives, drops), Set.of(), gives, drops, pending);

        assertReversible(proof, 3);
        assertThat(proof.unjudged()).containsExactly(gives, drops);
    }

    @Test
    void rolesThatMigrationsMadeAreGoneAfterwardsAndNoOthers() throws SQLException {
        DiscoveredMigration makes =
                step(1, "CREATE TABLE t (); CREATE ROLE " + ROLE + "; GRANT SELECT ON t TO " + ROLE, "DROP TABLE t");
        DiscoveredMigration meanwhile = Migrations.up(
                2,
                up -> TestDatabase.admin(
                        "DO 'BEGIN CREATE ROLE " + OTHER + "; EXCEPTION WHEN duplicate_object THEN NULL; END'"));

        Proof first = rehearse(TargetState.NONE, Set.of(), makes, meanwhile);
        Proof second = rehearse(TargetState.NONE, Set.of(), makes, meanwhile);

        assertThat(second.judged().get(0).findings())
                .isEqualTo(first.judged().get(0).findings());
        assertThat(database.value("SELECT to_regrole('" + ROLE + "')")).isEqualTo("null");
        assertThat(database.value("SELECT to_regrole('" + OTHER + "')")).isEqualTo(OTHER);
    }
}
