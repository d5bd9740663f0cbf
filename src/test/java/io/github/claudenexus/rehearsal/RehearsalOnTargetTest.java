package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is rehearsed follows from what the target has: its history, its roles, its search path. */
class RehearsalOnTargetTest extends OnTarget {

    private static final String ROLE = "nexus_app_" + ProcessHandle.current().pid();
    private static final String OTHER = "nexus_other_" + ProcessHandle.current().pid();

    @AfterEach
    void dropRoles() throws SQLException {
        TestDatabase.admin("DROP ROLE IF EXISTS " + ROLE + ", " + OTHER);
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
    void aFailureThatNamesTheDatabaseAtWorkLeavesTheOthersAlone() {
        DiscoveredMigration names =
                step(1, "DO 'BEGIN RAISE ''% is not to my liking'', current_database(); END'", "SELECT 1");

        Proof proof = rehearse(TargetState.NONE, Set.of(), names);

        assertThat(proof.judged()).extracting(Judgement::verdict).containsExactly(Verdict.UP_FAILED);
        assertThat(proof.notCompared()).noneMatch(sentence -> sentence.contains("001-step"));
    }

    @Test
    void aRoleWithRightsCanBeDroppedAndTheReportSaysWhatIsNotCompared() {
        DiscoveredMigration kept =
                step(0, "CREATE TABLE IF NOT EXISTS kept (n integer PRIMARY KEY)", "DROP TABLE kept");
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
        Map<Integer, List<SqlScript>> seeds = Map.of(1, seed("INSERT INTO kept VALUES (1)"));

        Proof proof = rehearse(TargetState.NONE, Set.of(), seeds, kept, gives, drops, next);

        assertReversible(proof, 0, 1, 2, 3);
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
