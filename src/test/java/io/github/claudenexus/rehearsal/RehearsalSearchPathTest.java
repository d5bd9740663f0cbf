package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.layout.Version;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.testing.Migrations;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names without a schema mean in a rehearsal what they mean on the target. */
class RehearsalSearchPathTest extends OnTarget {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA app",
                "CREATE SCHEMA IF NOT EXISTS app",
                "create schema if not exists \"app\"",
                "DO 'BEGIN CREATE SCHEMA IF NOT EXISTS App; END'"
            })
    void aSchemaOfTheSearchPathIsNotCreatedBeforeTheAppliedMigrationThatCreatesIt(String schema) throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = app, public");
        DiscoveredMigration early = step(1, "CREATE TABLE early ()", "DROP TABLE early");
        DiscoveredMigration makes = step(2, schema + "; CREATE TABLE a ()", "DROP SCHEMA app CASCADE");
        DiscoveredMigration pending = step(
                3,
                "ALTER TABLE public.early ADD COLUMN IF NOT EXISTS n int; ALTER TABLE app.a ADD COLUMN IF NOT EXISTS n int",
                "ALTER TABLE early DROP COLUMN n; ALTER TABLE a DROP COLUMN n");

        Proof proof = rehearse(applied(early, makes), early, makes, pending);

        assertReversible(proof, 3);
        assertThat(proof.unjudged()).containsExactly(early, makes);
    }

    @Test
    void aMissingSchemaOfTheSearchPathCountsOnceItIsCreated() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET search_path = later, \"$user\", public");
        TargetState state = applied();

        assertThat(state.sessions().settings()).containsEntry("search_path", "later, postgres, public");
        assertReversible(
                rehearse(
                        state,
                        step(1, "CREATE SCHEMA IF NOT EXISTS later", "DROP SCHEMA later"),
                        step(2, "CREATE TABLE IF NOT EXISTS t ()", "DROP TABLE later.t"),
                        step(3, "CREATE SCHEMA IF NOT EXISTS postgres", "DROP SCHEMA postgres")),
                1,
                2,
                3);
    }

    @Test
    void theTimeZoneIsTheTargets() throws SQLException {
        target.execute("ALTER DATABASE " + target.name() + " SET timezone = 'Asia/Tokyo'");

        assertReversible(
                rehearse(
                        applied(),
                        step(
                                1,
                                "DO 'BEGIN ASSERT current_setting(''TimeZone'') = ''Asia/Tokyo''; END';"
                                        + " CREATE TABLE IF NOT EXISTS t ()",
                                "DROP TABLE t")),
                1);
    }

    @Test
    void aSearchPathSetForTheDatabaseAppliesToLaterMigrations() {
        String alter =
                "DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET search_path = s, public'', current_database()); END'";
        String reset = "DO 'BEGIN EXECUTE format(''ALTER DATABASE %I RESET search_path'', current_database()); END'";
        DiscoveredMigration makes = step(1, "CREATE SCHEMA s; CREATE TABLE s.t (n integer)", "DROP SCHEMA s CASCADE");
        DiscoveredMigration sets = step(2, alter, reset);
        DiscoveredMigration uses = step(3, "CREATE INDEX IF NOT EXISTS t_n ON t (n)", "DROP INDEX t_n");
        Map<Version, List<SqlScript>> seeds = Map.of(Migrations.version(2), seed("INSERT INTO t VALUES (1)"));

        assertReversible(rehearse(applied(makes), seeds, makes, sets, uses), 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?options=-c%20search_path%3Dpublic", ""})
    void aSearchPathOfTheUrlOrOfTheRoleComesBeforeThatOfTheDatabase(String options) throws SQLException {
        if (options.isEmpty()) {
            target.execute("ALTER ROLE postgres IN DATABASE " + target.name() + " SET search_path = public");
        }
        TargetState state = TargetReader.read(DatabaseUrl.parse(target.url() + options, "postgres"), Optional.empty());
        DiscoveredMigration sets = step(
                1,
                "CREATE SCHEMA IF NOT EXISTS s; CREATE TABLE IF NOT EXISTS s.t (n integer);"
                        + " DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET search_path = s'', current_database()); END'",
                "DROP SCHEMA s CASCADE;"
                        + " DO 'BEGIN EXECUTE format(''ALTER DATABASE %I RESET search_path'', current_database()); END'");

        Proof proof = rehearse(state, sets, step(2, "CREATE INDEX t_n ON t (n)", "DROP INDEX t_n"));

        assertThat(proof.judged())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.REVERSIBLE, Verdict.UP_FAILED);
        assertThat(proof.judged().get(1).findings().get(0).message()).contains("relation \"t\" does not exist");
    }

    @Test
    void aSearchPathSetForTheDatabaseAppliesToWhatLaterTrialsAreCopiedFrom() {
        DiscoveredMigration sets = step(
                1,
                "CREATE SCHEMA IF NOT EXISTS s;"
                        + " DO 'BEGIN EXECUTE format(''ALTER DATABASE %I SET search_path = s'', current_database()); END'",
                "DROP SCHEMA s;"
                        + " DO 'BEGIN EXECUTE format(''ALTER DATABASE %I RESET search_path'', current_database()); END'");
        DiscoveredMigration forgets = step(2, "CREATE TABLE IF NOT EXISTS t ()", "SELECT 1");
        DiscoveredMigration uses = step(3, "ALTER TABLE s.t ADD COLUMN n int", "ALTER TABLE s.t DROP COLUMN n");

        assertThat(rehearse(applied(), sets, forgets, uses).judged())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.REVERSIBLE, Verdict.LEAVES_TRACE, Verdict.REVERSIBLE);
    }

    @Test
    void aMigrationMayEndAllOtherSessionsOfItsDatabase() {
        DiscoveredMigration ends = step(
                1,
                "CREATE TABLE IF NOT EXISTS t (n int); SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                "DROP TABLE t");

        assertReversible(rehearse(applied(), ends), 1);
    }
}
