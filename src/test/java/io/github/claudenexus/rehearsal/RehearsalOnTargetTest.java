package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rehearsed follows from what the target has: its history, its roles, its search path. */
class RehearsalOnTargetTest extends OnTarget {

    private static final String ROLE = "nexus_app_" + ProcessHandle.current().pid();
    private static final String OTHER = "nexus_other_" + ProcessHandle.current().pid();

    @AfterEach
    void dropRoles() throws SQLException {
        TestDatabase.admin("DROP ROLE IF EXISTS " + ROLE + ", " + OTHER);
    }

    @Test
    void aRoleOfTheTargetIsNotCreatedBeforeTheAppliedMigrationThatCreatesIt() throws SQLException {
        DiscoveredMigration makes =
                step(1, "CREATE ROLE " + ROLE + "; GRANT CREATE ON SCHEMA public TO " + ROLE, "SELECT 1");
        DiscoveredMigration grants =
                step(2, "CREATE TABLE IF NOT EXISTS t (); GRANT SELECT ON t TO " + ROLE, "DROP TABLE t");
        TargetState state = applied(makes);
        target.close();
        TestDatabase.admin("DROP ROLE " + ROLE);

        Proof proof = rehearse(state, makes, grants);

        assertReversible(proof, 2);
        assertThat(proof.unjudged()).containsExactly(makes);
    }

    @Test
    void aPendingMigrationThatCreatesARoleOfTheTargetFails() throws SQLException {
        TestDatabase.admin("CREATE ROLE " + ROLE);
        TargetState state = applied();
        TestDatabase.admin("DROP ROLE " + ROLE);

        Proof proof = rehearse(state, step(1, "CREATE ROLE " + ROLE, "DROP ROLE " + ROLE));

        assertThat(proof.judged().get(0).verdict()).isEqualTo(Verdict.UP_FAILED);
        assertThat(proof.judged().get(0).findings().get(0).message()).contains("role \"" + ROLE + "\" already exists");
    }

    @Test
    void aTargetThatAnotherToolHasMigratedHasRolesThatItsMigrationsCreate() throws SQLException {
        TestDatabase.admin("CREATE ROLE " + ROLE);
        target.execute("CREATE TABLE t (); CREATE TABLE history_of_another_tool (version int)");
        TargetState state = applied();
        TestDatabase.admin("DROP ROLE " + ROLE);

        Proof proof = rehearse(state, step(1, "CREATE ROLE " + ROLE, "DROP ROLE " + ROLE));

        assertThat(new Gate(Gate.DEFAULT, List.of()).verdict(proof.judged().get(0)))
                .isEqualTo(Verdict.REVERSIBLE);
    }

    @Test
    void whatFailsOutsideOfATransactionIsNotHalfDoneForTheNext() {
        DiscoveredMigration fails = Migrations.nonTransactional(1, "CREATE INDEX CONCURRENTLY i ON nowhere (id)");

        Proof proof = rehearse(TargetState.NONE, fails, step(2, "CREATE TABLE t ()", "DROP TABLE t"));

        assertThat(proof.judged())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.UP_FAILED, Verdict.REVERSIBLE);
    }

    @Test
    void aFailureThatNamesItsOwnDatabaseDropsNoCopy() {
        DiscoveredMigration names =
                step(1, "DO 'BEGIN RAISE ''% is not to my liking'', current_database(); END'", "SELECT 1");

        Proof proof = rehearse(TargetState.NONE, names);

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
        Map<Version, List<SqlScript>> seeds = Map.of(Migrations.version(1), seed("INSERT INTO kept VALUES (1)"));

        Proof proof = rehearse(TargetState.NONE, seeds, kept, gives, drops, next);

        assertReversible(proof, 0, 1, 2, 3);
        assertThat(proof.notCompared())
                .contains(
                        "what becomes of the seed rows of 001-step in its down, which drops a role that no copy of the"
                                + " database may depend on")
                .noneMatch(sentence -> sentence.contains("002-step"));
    }

    @Test
    void aLateMigrationIsTriedAfterAllThatTheTargetHas() throws Exception {
        DiscoveredMigration table = step(1, "CREATE TABLE IF NOT EXISTS t (a int)", "DROP TABLE t");
        DiscoveredMigration late = step(2, "COMMENT ON COLUMN t.a IS 'late'", "COMMENT ON COLUMN t.a IS NULL");
        DiscoveredMigration renames = step(3, "ALTER TABLE t RENAME a TO b", "ALTER TABLE t RENAME b TO a");

        Proof proof = rehearse(applied(table, renames), table, late, renames);

        assertThat(proof.judged())
                .extracting(one -> one.migration().id() + " " + one.verdict())
                .containsExactly("002-step UP_FAILED");
        assertThat(proof.unjudged()).extracting(DiscoveredMigration::id).containsExactly(table.id(), renames.id());
    }

    @Test
    void whatTheBaselineOfTheTargetHasNeedsNoPermissionToBeIrreversible() throws Exception {
        DiscoveredMigration first = Migrations.sql(1, "CREATE TABLE IF NOT EXISTS t (a int)");
        DiscoveredMigration second = Migrations.sql(2, "CREATE TABLE IF NOT EXISTS u (a int)");
        assertThat(Run.on(target)
                        .schema("public")
                        .migrator()
                        .baseline(Run.set(List.of(first, second)), first.id().version())
                        .failure())
                .isEmpty();
        TargetState state = applied(first, second);

        Proof proof = rehearse(state, first, second);

        Gate gate = new Gate(Gate.DEFAULT, List.of());
        assertThat(new CheckedProof(proof, gate.since(state), true).stopped())
                .extracting(one -> one.migration().id())
                .containsExactly(second.id());
        assertThat(new CheckedProof(proof, gate, true).stopped()).hasSize(2);
    }

    @Test
    void whatAnotherToolHasAppliedToTheTargetIsNotJudged() throws Exception {
        DiscoveredMigration first = step(1, "CREATE TABLE t (a int)", "SELECT 1");
        DiscoveredMigration second = step(2, "CREATE TABLE u (a int)", "DROP TABLE u");
        target.execute("CREATE TABLE t (a int); CREATE TABLE schema_migrations (version varchar);"
                + " INSERT INTO schema_migrations VALUES ('1')");
        TargetState state = TargetReader.read(DatabaseUrl.parse(target.url(), "postgres"), Optional.empty());

        Proof proof = rehearse(state, first, second);

        assertThat(proof.judged())
                .extracting(one -> one.migration().id() + " " + one.verdict())
                .containsExactly("002-step REVERSIBLE");
    }

    @Test
    void rowsThatAreLostWithARoleAreFound() {
        DiscoveredMigration given = step(
                1,
                "CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS n; CREATE TABLE IF NOT EXISTS t ();"
                        + " DO 'BEGIN CREATE ROLE " + ROLE + "; EXCEPTION WHEN duplicate_object THEN NULL; END';"
                        + " GRANT SELECT ON t TO " + ROLE,
                "DROP TABLE t, kept; DROP ROLE " + ROLE);
        DiscoveredMigration drops = step(
                2,
                "DO 'BEGIN IF to_regrole(''" + ROLE + "'') IS NOT NULL THEN DROP OWNED BY " + ROLE + "; DROP ROLE "
                        + ROLE + "; END IF; END'",
                "CREATE ROLE " + ROLE + "; GRANT SELECT ON t TO " + ROLE + "; DELETE FROM kept");

        Proof proof = rehearse(TargetState.NONE, given, drops);

        assertThat(proof.judged())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.REVERSIBLE, Verdict.LOSES_DATA);
    }

    @Test
    void anAppliedMigrationMayDropARoleWithRights() {
        DiscoveredMigration gives =
                step(1, "CREATE TABLE t (); CREATE ROLE " + ROLE + "; GRANT SELECT ON t TO " + ROLE, "SELECT 1");
        DiscoveredMigration drops = step(2, "DROP OWNED BY " + ROLE + "; DROP ROLE " + ROLE, "SELECT 1");
        DiscoveredMigration pending = step(3, "CREATE TABLE IF NOT EXISTS u ()", "DROP TABLE u");

        Proof proof = rehearse(applied(gives, drops), gives, drops, pending);

        assertReversible(proof, 3);
        assertThat(proof.unjudged()).containsExactly(gives, drops);
    }

    @Test
    void anAppliedClassMayCreateARoleAndASchemaOfTheTarget() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = app, public");
        DiscoveredMigration first = step(1, "CREATE ROLE " + OTHER, "SELECT 1");
        DiscoveredMigration makes = Migrations.up(2, up -> up.execute("CREATE ROLE " + ROLE + "; CREATE SCHEMA app"));
        DiscoveredMigration grants = step(
                3,
                "CREATE TABLE IF NOT EXISTS app.t (); GRANT SELECT ON app.t TO " + ROLE + ", " + OTHER,
                "DROP TABLE app.t");
        TargetState state = applied(first, makes);
        TestDatabase.admin("DROP ROLE " + ROLE + ", " + OTHER);

        Proof proof = rehearse(state, first, makes, grants);

        assertReversible(proof, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE SCHEMA %1$s", "CREATE SCHEMA AUTHORIZATION %1$s"})
    void aRoleOfTheTargetIsThereThoughAnAppliedMigrationCreatesASchemaOfItsName(String schema) throws SQLException {
        String up = schema + "; CREATE TABLE %1$s.t (); GRANT USAGE ON SCHEMA %1$s TO %1$s";

        assertReversible(rehearseWithRole(step(1, up.formatted(ROLE), "SELECT 1")), 2);
    }

    @Test
    void aRoleOfTheTargetIsThereThoughAnAppliedClassCreatesASchemaOfItsName() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = " + ROLE + ", public");
        String up = "CREATE SCHEMA %1$s; CREATE TABLE %1$s.t (); GRANT USAGE ON SCHEMA %1$s TO %1$s";

        assertReversible(rehearseWithRole(Migrations.up(1, database -> database.execute(up.formatted(ROLE)))), 2);
    }

    /** On a target whose role was made by hand: what is applied there, and a migration that gives that role a right. */
    private Proof rehearseWithRole(DiscoveredMigration makesSchema) throws SQLException {
        TestDatabase.admin("CREATE ROLE " + ROLE);
        TargetState state = applied(makesSchema);
        target.close();
        TestDatabase.admin("DROP ROLE " + ROLE);
        return rehearse(
                state,
                makesSchema,
                step(
                        2,
                        "GRANT SELECT ON %1$s.t TO %1$s".formatted(ROLE),
                        "REVOKE ALL ON %1$s.t FROM %1$s".formatted(ROLE)));
    }

    @Test
    void aSchemaOfTheTargetIsThereThoughAnAppliedMigrationCreatesARoleOfItsName() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = " + ROLE + ", public");
        target.execute("CREATE SCHEMA " + ROLE);
        DiscoveredMigration makes = step(1, "CREATE ROLE " + ROLE, "SELECT 1");
        TargetState state = applied(makes);
        TestDatabase.admin("DROP ROLE " + ROLE);

        assertReversible(
                rehearse(
                        state,
                        makes,
                        step(
                                2,
                                "CREATE TABLE IF NOT EXISTS %s.t ()".formatted(ROLE),
                                "DROP TABLE %s.t".formatted(ROLE))),
                2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRoleThatUpMakesIsNotInTheWayOfFindingTheRowsOnWhichUpFails(boolean transactional) {
        DiscoveredMigration table =
                step(1, "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, mail text)", "DROP TABLE t");
        String[] up = {"CREATE ROLE " + ROLE, "GRANT SELECT ON t TO " + ROLE, "ALTER TABLE t ALTER mail SET NOT NULL"};
        String[] down = {"ALTER TABLE t ALTER mail DROP NOT NULL", "REVOKE ALL ON t FROM " + ROLE, "DROP ROLE " + ROLE};
        DiscoveredMigration makes = transactional
                ? Migrations.undoneBy(Migrations.sql(2, up), down)
                : Migrations.undoneOutside(Migrations.nonTransactional(2, up), down);
        DiscoveredMigration uses = step(3, "GRANT UPDATE ON t TO " + ROLE, "REVOKE UPDATE ON t FROM " + ROLE);

        Proof proof = rehearse(TargetState.NONE, table, makes, uses);

        assertThat(proof.judged())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.REVERSIBLE, Verdict.FAILS_ON_SOME_ROWS, Verdict.REVERSIBLE);
        assertThat(proof.judged().get(1).findings())
                .filteredOn(finding -> finding.code() != Verdict.NOT_IDEMPOTENT)
                .extracting(Finding::message)
                .singleElement(STRING)
                .startsWith("Up fails on rows with NULL in column public.t.mail: ");
    }

    @Test
    void aRoleCreatedByAnotherSessionMeanwhileStays() throws SQLException {
        DiscoveredMigration says = Migrations.up(1, up -> {
            TestDatabase.admin("DO 'BEGIN CREATE ROLE " + OTHER + "; EXCEPTION WHEN duplicate_object THEN NULL; END'");
            up.execute("SELECT 1 -- CREATE ROLE " + OTHER + " is what the operator does");
        });

        rehearseOnKept(Map.of(), says);

        assertThat(database.value("SELECT to_regrole('" + OTHER + "')")).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE ROLE nexus_never                        | CREATE ROLE",
                "create /* a login */ user nexus_never          | CREATE USER",
                "ALTER GROUP nexus_never RENAME TO nexus_not    | ALTER GROUP",
                "DROP ROLE IF EXISTS nexus_never                | DROP ROLE",
                "ALTER DATABASE nexus_never SET work_mem = 1000 | ALTER DATABASE",
                "ALTER SYSTEM SET work_mem = 1000               | ALTER SYSTEM",
                "DROP TABLESPACE nexus_never                    | DROP TABLESPACE",
                "ALTER SUBSCRIPTION nexus_never ENABLE          | ALTER SUBSCRIPTION",
                "GRANT nexus_never TO nexus_not                 | GRANT of a role",
                "REVOKE ADMIN OPTION FOR a, \"on\" FROM b        | REVOKE of a role",
                "GRANT CONNECT ON DATABASE nexus_never TO a     | GRANT ON DATABASE",
                "REVOKE ALL ON TABLESPACE nexus_never FROM a    | REVOKE ON TABLESPACE",
                "GRANT SET ON PARAMETER work_mem TO a           | GRANT ON PARAMETER",
                "COMMENT ON ROLE nexus_never IS 'a'             | COMMENT ON ROLE",
                "COMMENT ON DATABASE nexus_never IS 'a'         | COMMENT ON DATABASE",
                "SECURITY LABEL FOR a ON TABLESPACE b IS 'c'    | SECURITY LABEL ON TABLESPACE",
                "DROP OWNED BY nexus_never                      | DROP OWNED",
                "REASSIGN OWNED BY nexus_never TO nexus_not     | REASSIGN OWNED"
            })
    void statementsOnSharedObjectsAreRefusedOnAKeptServer(String statement, String words) {
        DiscoveredMigration changes = step(1, statement, "SELECT 1");
        DiscoveredMigration next = step(2, "CREATE TABLE IF NOT EXISTS t ()", "DROP TABLE t");

        Proof proof = rehearseOnKept(Map.of(), changes, next);

        assertThat(proof.judged())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.UP_FAILED, Verdict.REVERSIBLE);
        assertThat(proof.judged().get(0).findings())
                .extracting(Finding::message, Finding::fix)
                .containsExactly(tuple(
                        "001-step was not run: its " + words
                                + " changes the whole server, and nexus.scratchUrl names one"
                                + " that is kept. Statement: " + statement + " (line 1, column 1).",
                        "Leave nexus.scratchUrl out: the plugin's own PostgreSQL is deleted after the rehearsal."));
    }

    @Test
    void sharedObjectsAreRefusedInDownAndInSeedsToo() {
        DiscoveredMigration down = step(1, "CREATE TABLE IF NOT EXISTS t ()", "DROP ROLE nexus_never");
        DiscoveredMigration seeded = step(2, "CREATE TABLE IF NOT EXISTS u ()", "DROP TABLE u");

        Proof proof = rehearseOnKept(Map.of(Migrations.version(2), seed("CREATE ROLE nexus_never")), down, seeded);

        assertThat(proof.judged()).extracting(Judgement::verdict).containsExactly(Verdict.UP_FAILED, Verdict.UP_FAILED);
    }

    @Test
    void aCommentOrAStringWithCreateRoleIsNotRefused() {
        DiscoveredMigration mentions = step(
                1,
                "/* CREATE ROLE nexus_never */ CREATE USER MAPPING IF NOT EXISTS FOR postgres SERVER nexus_none"
                        + " OPTIONS (user 'CREATE ROLE nexus_never')",
                "SELECT 1");

        assertThat(rehearseOnKept(Map.of(), mentions)
                        .judged()
                        .get(0)
                        .findings()
                        .get(0)
                        .message())
                .contains("server \"nexus_none\" does not exist");
    }

    @Test
    void aRoleCreatedInADoBlockOnAKeptServerIsNamedInAWarning() throws SQLException {
        DiscoveredMigration hides = step(1, "DO 'BEGIN CREATE ROLE " + ROLE + "; END'", "SELECT 1");

        rehearseOnKept(Map.of(), hides);

        assertThat(database.value("SELECT to_regrole('" + ROLE + "')")).isEqualTo(ROLE);
        assertThat(run.lines)
                .containsExactly("warns: While 001-step was rehearsed, the role " + ROLE + " was created on "
                        + DatabaseUrl.parse(database.url(), "postgres").describe()
                        + ", and is still there. Drop it if nothing else created it.");
    }
}
