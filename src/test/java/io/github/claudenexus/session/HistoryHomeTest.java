package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which schema the history is, where none is named. */
class HistoryHomeTest extends DatabaseTest {

    private static final String HISTORIES =
            "SELECT string_agg(relnamespace::regnamespace::text, ', ') FROM pg_class WHERE relname = 'nexus_migrations'";

    @Test
    void aNewFirstSchemaDoesNotHideTheHistory() throws SQLException {
        String alice = database.name() + "_alice";
        TestDatabase.admin("CREATE ROLE " + alice + " LOGIN PASSWORD 'r'");
        TestDatabase.admin("GRANT CREATE ON DATABASE " + database.name() + " TO " + alice);
        database.execute("GRANT CREATE ON SCHEMA public TO " + alice + "; CREATE TABLE public.money (n int);"
                + " GRANT ALL ON public.money TO " + alice);
        try {
            Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + alice + ":r@"));
            DiscoveredMigration[] both = {
                sql(1, "INSERT INTO public.money VALUES (100)"), sql(2, "CREATE SCHEMA IF NOT EXISTS " + alice)
            };
            assertThat(run.migrate(both).failure()).isEmpty();

            assertThat(run.migrate(both[0], both[1], sql(3, "CREATE TABLE hers ()"))
                            .failure())
                    .isEmpty();

            assertThat(run.status(both).migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(MigrationState.APPLIED, MigrationState.APPLIED, MigrationState.AHEAD);
            assertThat(database.value("SELECT count(*) FROM money")).isEqualTo("1");
            assertThat(database.value(HISTORIES)).isEqualTo("public");
            assertThat(database.value("SELECT to_regclass('" + alice + ".hers') IS NOT NULL"))
                    .isEqualTo("t");
        } finally {
            database.execute("DROP OWNED BY " + alice);
            TestDatabase.admin("DROP OWNED BY " + alice + "; DROP ROLE " + alice);
        }
    }

    @Test
    void ofTwoHistoriesTheFirstOneIsMeantAndOneThatIsNamedBeforeBoth() throws SQLException {
        database.execute("CREATE SCHEMA ours; CREATE SCHEMA named");
        assertThat(Run.on(database).migrate(sql(1, "SELECT 1")).failure()).isEmpty();
        assertThat(onPath("ours").schema("ours").migrate(sql(1, "SELECT 2")).failure())
                .isEmpty();

        Run both = onPath("ours, public");
        assertThat(both.migrate(sql(1, "SELECT 2"), sql(2, "SELECT 3")).failure())
                .isEmpty();
        assertThat(database.value("SELECT count(*) FROM ours.nexus_migrations")).isEqualTo("2");

        assertThat(both.schema("named").migrate(sql(1, "SELECT 4")).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM named.nexus_migrations"))
                .isEqualTo("1");
    }

    @Test
    void aHistoryThatThePathNoLongerLeadsToIsNotBegunAgain() throws SQLException {
        DiscoveredMigration[] both = {
            sql(
                    1,
                    "CREATE SCHEMA IF NOT EXISTS app",
                    "CREATE TABLE IF NOT EXISTS app.counter (n int)",
                    "INSERT INTO app.counter VALUES (1)",
                    "ALTER DATABASE " + database.name() + " SET search_path = app"),
            sql(2, "UPDATE app.counter SET n = n + 1")
        };
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();

        for (Outcome outcome :
                List.of(Run.on(database).migrate(both), Run.on(database).status(both))) {
            Failure failure = outcome.failure().orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_ELSEWHERE);
            assertThat(failure.message())
                    .isEqualTo(
                            "The search_path leads to the schema app, which has no history, and there is one in public.");
            assertThat(failure.hint())
                    .isEqualTo("Name the schema of this project's history: nexus.schema=public. If that is another"
                            + " project's, begin this one's with nexus.schema=app.");
        }
        assertThat(database.value("SELECT string_agg(n::text, ' ') FROM app.counter"))
                .isEqualTo("2");
        assertThat(database.value(HISTORIES)).isEqualTo("public");
        assertThat(Run.on(database).schema("public").status(both).migrations())
                .extracting(MigrationResult::state)
                .containsOnly(MigrationState.APPLIED);
    }

    @Test
    void anotherProjectsHistoryIsIgnoredWithAnExplicitSchema() throws SQLException {
        database.execute("CREATE SCHEMA ours");
        assertThat(Run.on(database).migrate(sql(1, "SELECT 1")).failure()).isEmpty();
        Run run = Run.on(database).schema("ours");

        assertThat(run.migrate(sql(1, "SELECT 2"), sql(2, "SELECT 3")).failure())
                .isEmpty();
        assertThat(run.lines)
                .contains("warns: The history is kept in ours, which nexus.schema names; what migrations make goes into"
                        + " public, the first schema of the search_path, unless they name another.");
        assertThat(Run.on(database).migrate(sql(1, "SELECT 1")).failure()).isEmpty();
    }

    @Test
    void aForeignTableOfThatNameIsNoHistory() throws SQLException {
        database.execute("CREATE SCHEMA a; CREATE TABLE a.nexus_migrations (n int)");

        assertThat(Run.on(database).migrate(sql(1, "SELECT 1")).failure()).isEmpty();
    }

    @Test
    void aSchemaThatTheRoleMayNotUseIsNamed() throws SQLException {
        assertThat(Run.on(database).migrate(sql(1, "SELECT 1")).failure()).isEmpty();
        withRole(role -> {
            database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            Failure failure =
                    as(role).status(sql(1, "SELECT 1")).failure().orElseThrow().failure();

            assertThat(failure.code()).isEqualTo(FailureCode.NO_PERMISSION);
            assertThat(failure.message())
                    .isEqualTo(
                            "The role may not use the schema public of its search_path, and that names no other one that"
                                    + " exists.");
            assertThat(failure.hint())
                    .isEqualTo("Grant it: GRANT USAGE ON SCHEMA public TO the role; to migrate, CREATE too.");
        });
    }

    @Test
    void aHistoryWhoseRowsAreHiddenIsNotTakenForAnEmptyOne() throws SQLException {
        DiscoveredMigration one = sql(1, "CREATE TABLE IF NOT EXISTS a (n int)", "INSERT INTO a VALUES (1)");
        assertThat(Run.on(database).migrate(one).failure()).isEmpty();
        withRole(role -> {
            database.execute(
                    "ALTER TABLE nexus_migrations ENABLE ROW LEVEL SECURITY; GRANT ALL ON nexus_migrations, a TO "
                            + role + "; GRANT USAGE, CREATE ON SCHEMA public TO " + role);
            for (Outcome outcome : List.of(as(role).status(one), as(role).migrate(one))) {
                assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.NO_PERMISSION);
                assertThat(outcome.failure().orElseThrow())
                        .hasMessage("Rows of the history table may be hidden from the role " + role
                                + ": query would be affected by row-level security policy for table"
                                + " \"nexus_migrations\".");
            }
            assertThat(database.value("SELECT count(*) FROM a")).isEqualTo("1");
        });
    }

    private Run as(String role) {
        return Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"));
    }

    /** What is done as another role. */
    @FunctionalInterface
    private interface AsRole {
        void run(String role) throws SQLException;
    }

    private void withRole(AsRole body) throws SQLException {
        String role = database.name() + "_ci";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        try {
            body.run(role);
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @ParameterizedTest
    @CsvSource({"'pg_temp, public', pg_temp", "'pg_catalog, public', pg_catalog", "information_schema,"})
    void aPathThatBeginsWhereNoHistoryCanBeKeptIsRefused(String path, String schema) throws SQLException {
        refused(onPath(path).migrate(sql(1, "CREATE TABLE public.t ()")), schema == null ? path : schema);

        assertThat(Run.on(database).migrate(sql(1, "CREATE TABLE public.t ()")).failure())
                .isEmpty();
        if (path.endsWith("public")) {
            // It is made nowhere else, but it is found.
            assertThat(onPath(path).migrate(sql(1, "CREATE TABLE public.t ()")).failure())
                    .isEmpty();
            assertThat(database.value(HISTORIES)).isEqualTo("public");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_temp", "pg_catalog", "information_schema"})
    void aNamedSchemaWhereNoHistoryCanBeKeptIsRefused(String schema) throws SQLException {
        refused(Run.on(database).schema(schema).migrate(sql(1, "CREATE TABLE t ()")), schema);
    }

    private void refused(Outcome outcome, String schema) throws SQLException {
        assertThat(outcome.failure().orElseThrow())
                .hasMessage("No history can be kept in the schema " + schema
                        + ": it is the server's own, or gone when the session ends.");
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.BAD_PARAMETER);
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Name a schema of your own in nexus.schema, or put one first in the search_path.");
        assertThat(database.value(HISTORIES)).isEqualTo("null");
    }

    private Run onPath(String path) {
        String option = "-c search_path=" + path.replace(" ", "");
        return Run.on(database.url() + "?options="
                + URLEncoder.encode(option, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    @Test
    void aNamedSchemaThatTheRoleMayNotUseIsNamed() throws SQLException {
        String role = database.name() + "_role";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        database.execute("CREATE SCHEMA ops; GRANT CREATE ON SCHEMA public TO " + role);
        try {
            Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"));

            Failure named = run.schema("ops")
                    .migrate(sql(1, "SELECT 1"))
                    .failure()
                    .orElseThrow()
                    .failure();
            assertThat(named.code()).isEqualTo(FailureCode.NO_PERMISSION);
            assertThat(named.message()).isEqualTo("The role may not use the schema ops, which nexus.schema names.");
            assertThat(named.hint())
                    .isEqualTo("Grant it: GRANT USAGE ON SCHEMA ops TO the role; to migrate, CREATE too.");

            Failure later = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"))
                    .migrator()
                    .baseline(Run.set(List.of(sql(1, "SELECT 1"), sql(2, "CREATE TABLE ops.t ()"))), version(1))
                    .failure()
                    .orElseThrow()
                    .failure();
            assertThat(later.code()).isEqualTo(FailureCode.NO_PERMISSION);
            assertThat(later.message())
                    .isEqualTo(
                            "The role " + role + " may not see whether the database has what later migrations create:"
                                    + " permission denied for schema ops.");
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }
}
