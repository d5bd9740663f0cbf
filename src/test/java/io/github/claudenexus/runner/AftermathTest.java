package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a run says of itself when the connection, or the author's code, breaks off in an odd place. */
class AftermathTest extends DatabaseTest {

    @Test
    void appliedMigrationsAreReportedWhenReconnectingFails() throws SQLException {
        String role = database.name() + "_role";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        database.execute("GRANT CREATE ON SCHEMA public TO " + role);
        try {
            Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"));
            Outcome outcome = run.migrate(sql(1, "CREATE TABLE a ()"), up(2, db -> {
                TestDatabase.admin("ALTER ROLE " + role + " NOLOGIN");
                TestDatabase.admin(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + "'");
                db.execute("CREATE TABLE b ()");
            }));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.CONNECTION_LOST);
            assertThat(outcome.failure().orElseThrow().failure().place().migration())
                    .contains("002-java-step");
            assertThat(outcome.migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(MigrationState.APPLIED, MigrationState.PENDING);
            assertThat(run.lines).anyMatch(line -> line.startsWith("warns: The history could not be read again"));
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostIsLookedUp() throws SQLException {
        database.execute("CREATE TABLE t (n int); CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_sleep(2); RETURN NULL; END';"
                + " CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION slow()");
        String url = database.url().replaceFirst("^postgresql://([^:@]+)(?::([^@]+))?@", "jdbc:postgresql://$1:$2@");
        // Or the server would notice that its client is gone, and roll back.
        DiscoveredMigration[] both = {
            sql(1, "SET client_connection_check_interval = 0", "INSERT INTO t VALUES (1)"),
            sql(2, "CREATE TABLE later ()")
        };

        Outcome outcome = Run.on(url + "?socketTimeout=1").migrate(both);

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost at the end of 001-sql-step, which has been committed all the same.");
        assertThat(outcome.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING);
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void anErrorThrownByTheMigrationIsAFailure() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            throw new StackOverflowError();
        }));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step threw StackOverflowError: java.lang.StackOverflowError.");
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);
    }

    @Test
    void theHistoryIsWrittenByTheRunsRole() throws SQLException {
        String role = database.name() + "_other";
        TestDatabase.admin("CREATE ROLE " + role);
        try {
            Outcome outcome = Run.on(database)
                    .migrate(sql(1, "SET ROLE " + role), online(2, db -> {}, db -> db.execute("SET ROLE " + role)));

            assertThat(outcome.failure()).isEmpty();
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void aRoleWithoutRightsOnTheHistoryIsNamed() throws SQLException {
        Run.on(database).migrate(sql(1, "SELECT 1"));
        String role = database.name() + "_blind";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        try {
            Outcome outcome = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"))
                    .status(sql(1, "SELECT 1"));

            assertThat(outcome.failure().orElseThrow())
                    .hasMessage("The role " + role
                            + " lacks a right on the history table: permission denied for table nexus_migrations.");
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void aFixedMigrationContinuesAndAddsItsTime() throws SQLException {
        DiscoveredMigration stops = online(1, db -> db.execute("SELECT pg_sleep(0.2)"), db -> {
            throw new IllegalStateException("not today");
        });
        Run.on(database).migrate(stops);
        String appliedAt = database.value("SELECT applied_at FROM nexus_migrations");

        DiscoveredMigration mended = Migrations.edited((JavaMigration) online(1, db -> {}, db -> {}));
        Run run = Run.on(database);
        assertThat(run.migrate(mended).failure()).isEmpty();

        assertThat(run.lines)
                .contains("warns: 001-java-step was edited after its up was applied: only its online part is run now.");
        assertThat(Run.on(database).status(mended).migrations())
                .extracting(MigrationResult::state)
                .containsExactly(MigrationState.APPLIED);

        assertThat(database.value("SELECT applied_at FROM nexus_migrations")).isEqualTo(appliedAt);
        assertThat(database.value("SELECT duration_ms >= 200 FROM nexus_migrations"))
                .isEqualTo("t");
    }

    @Test
    void theHistoryBelongsToTheRoleThatTheUrlAsksFor() throws SQLException {
        String owner = database.name() + "_owner";
        String member = database.name() + "_member";
        TestDatabase.admin(
                "CREATE ROLE " + owner + "; CREATE ROLE " + member + " LOGIN PASSWORD 'r' NOINHERIT IN ROLE " + owner);
        database.execute("GRANT CREATE ON SCHEMA public TO " + owner);
        String url = database.url().replaceFirst("//[^@]+@", "//" + member + ":r@");
        try {
            Outcome outcome = Run.on(url + "?options=-c%20role%3D" + owner)
                    .migrate(
                            sql(1, "CREATE TABLE t ()", "RESET ROLE"),
                            nonTransactional(2, "RESET ROLE", "SELECT 1"),
                            sql(3, "ALTER TABLE t ADD COLUMN n int"));

            assertThat(outcome.failure()).isEmpty();
            assertThat(database.value(
                            "SELECT relowner::regrole FROM pg_class WHERE oid = 'nexus_migrations'::regclass"))
                    .isEqualTo(owner);
        } finally {
            database.execute("DROP OWNED BY " + owner);
            TestDatabase.admin("DROP ROLE " + member + "; DROP ROLE " + owner);
        }
    }

    @Test
    void releasingTheAdvisoryLockFailsTheMigration() throws SQLException {
        Run run = Run.on(database);
        Outcome outcome = run.migrate(up(1, db -> {
            db.execute("CREATE TABLE t ()");
            db.execute("SELECT pg_advisory_unlock_all()");
        }));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step gave the run's lock away, as pg_advisory_unlock_all() does.");
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LEFT_TRANSACTION);
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);
        assertThat(database.value("SELECT to_regclass('t')")).isEqualTo("null");
        assertThat(run.lines)
                .containsExactly(
                        "begins: 001-java-step",
                        "warns: A migration gave the run's lock away: another runner may have run at the same time.");
    }

    @Test
    void discardAllIsRefused() throws SQLException {
        Outcome outcome =
                Run.on(database).migrate(nonTransactional(1, "DISCARD TEMP", "CREATE TABLE t ()", "DISCARD ALL"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("The migration may not send DISCARD ALL: it would give the run's lock away.");
        assertThat(outcome.failure().orElseThrow().failure().place().migration())
                .contains("001-sql-step");
    }

    @Test
    void aLockThatCannotBeReleasedDoesNotHideHowTheRunEnded() throws SQLException {
        database.execute("CREATE FUNCTION public.pg_advisory_unlock(bigint) RETURNS boolean LANGUAGE plpgsql"
                + " AS $$ BEGIN RAISE EXCEPTION 'not today'; END $$");
        database.execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog',"
                + " current_database()); END $$");
        Run run = Run.on(database);

        Outcome outcome = run.migrate(sql(1, "CREATE TABLE a ()"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations().get(0).entry().row()).isPresent();
        assertThat(run.lines)
                .anyMatch(line -> line.startsWith("warns: The run's lock could not be released: ERROR: not today"))
                .noneMatch(line -> line.contains("could not be read again"));
    }

    /** Here by a session that has waited for the COMMIT. */
    @Test
    void aHistoryThatIsLockedAfterTheLastMigrationIsWaitedForNoLongerThanAllowed() throws Exception {
        Run.on(database).migrate();
        Run run = Run.on(database).limits(200, 5_000, 1000);
        CompletableFuture<Outcome> running;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            running = CompletableFuture.supplyAsync(() -> run.migrate(up(1, db -> {
                db.execute("LOCK TABLE nexus_migrations IN ROW EXCLUSIVE MODE");
                CompletableFuture<Void> locking = CompletableFuture.runAsync(() -> lockHistory(other));
                Await.until(() -> locking.isDone()
                        || database.value("SELECT count(*) FROM pg_locks WHERE NOT granted"
                                        + " AND relation = 'nexus_migrations'::regclass")
                                .equals("1"));
            })));
            Await.until(running::isDone);
        }

        assertThat(running.get().failure()).isEmpty();
        assertThat(run.lines).anyMatch(line -> line.startsWith("warns: The history could not be read again"));
    }

    private static void lockHistory(Connection other) {
        try (Statement statement = other.createStatement()) {
            statement.execute("LOCK TABLE nexus_migrations");
        } catch (SQLException impossible) {
            throw new CompletionException(impossible);
        }
    }

    @Test
    void theHistoryIsReadAgainInTheRunsOwnRole() throws SQLException {
        String role = database.name() + "_author";
        TestDatabase.admin("CREATE ROLE " + role);
        try {
            Run run = Run.on(database);
            Outcome outcome = run.migrate(nonTransactional(1, "SET ROLE " + role, "SELECT nonsense"));

            assertThat(outcome.migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(MigrationState.INTERRUPTED);
            assertThat(run.lines).noneMatch(line -> line.startsWith("warns: "));
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }
}
