package io.github.claudenexus.resilience;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roles, settings and servers that are not as one would wish. */
@Timeout(180)
class SurroundingsTest {

    private static final String ROLE = "worker";
    private static final String COLUMNS =
            "SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM ";

    @SuppressWarnings("NullAway.Init")
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        Path folder = Folders.of("surroundings-test");
        FileUtils.deleteDirectory(folder.toFile());
        try (TestServer first = TestServer.startKept(18, folder)) {
            first.admin("ALTER SYSTEM SET max_prepared_transactions = 4");
            first.admin("ALTER SYSTEM SET max_connections = 30");
        }
        server = TestServer.startKept(18, folder);
    }

    @BeforeEach
    void role() throws SQLException {
        server.admin("DROP ROLE IF EXISTS " + ROLE + "; CREATE ROLE " + ROLE + " LOGIN");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void timeoutsOfTheRoleEndNothing() throws SQLException {
        try (TestDatabase database = ownedByRole()) {
            for (String setting : List.of(
                    "statement_timeout",
                    "idle_in_transaction_session_timeout",
                    "idle_session_timeout",
                    "transaction_timeout",
                    "lock_timeout")) {
                server.admin("ALTER ROLE " + ROLE + " SET " + setting + " = '100ms'");
            }

            DiscoveredMigration sleeps = sql(1, "SELECT pg_sleep(0.3)");
            DiscoveredMigration waits = up(2, db -> {
                db.execute("CREATE TABLE t ()");
                TimeUnit.MILLISECONDS.sleep(300);
                db.execute("CREATE TABLE u ()");
            });
            Outcome outcome = Run.on(database.url(ROLE)).migrate(sleeps, waits);

            assertThat(outcome.failure()).isEmpty();
            assertThat(database.value(COLUMNS + "nexus_migrations")).isEqualTo("1 applied, 2 applied");
            database.execute("BEGIN; LOCK TABLE t; PREPARE TRANSACTION 'forgotten'");
            refusedOfLock(
                    Run.on(database.url(ROLE))
                            .limits(2500, 1, 1000)
                            .migrate(sleeps, waits, sql(3, "SELECT pg_sleep(1.5)", "DROP TABLE u", "DROP TABLE t")),
                    "003-sql-step did not get its lock within nexus\\.lockRetryTime; it waited for the prepared transaction"
                            + " 'forgotten' \\(user postgres, prepared at [-0-9]+ [:0-9]+ UTC\\), which COMMIT PREPARED or"
                            + " ROLLBACK PREPARED ends\\.");
            database.execute("ROLLBACK PREPARED 'forgotten'");
        }
    }

    @Test
    void aRowThatAPreparedTransactionHoldsAndASessionBesideItAreNamed() throws SQLException {
        try (TestDatabase database = server.createDatabase();
                Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            database.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
            database.execute("BEGIN; UPDATE t SET n = 2; PREPARE TRANSACTION 'it''s forgotten'");
            refusedOfLock(
                    Run.on(database.url()).limits(1000, 1, 1000).migrate(sql(1, "UPDATE t SET n = 3")),
                    ".*; it waited for the prepared transaction 'it's forgotten' .*");

            statement.execute("SET application_name = 'a report'; BEGIN; LOCK TABLE t IN ROW SHARE MODE");
            refusedOfLock(
                    Run.on(database.url()).limits(1000, 1, 1000).migrate(sql(1, "DROP TABLE t")),
                    ".*; it waited for pid \\d+ \\(a report, .*; the prepared transaction 'it's forgotten' .*");
            database.execute("ROLLBACK PREPARED 'it''s forgotten'");
        }
    }

    @Test
    void anOddSearchPathOfTheRoleIsFollowed() throws SQLException {
        try (TestDatabase database = ownedByRole()) {
            database.execute("CREATE SCHEMA \"Odd One\" AUTHORIZATION " + ROLE);
            server.admin("ALTER ROLE " + ROLE + " SET search_path = nowhere, \"Odd One\", pg_catalog");

            Run run = Run.on(database.url(ROLE));
            assertThat(run.migrate(sql(1, "CREATE TABLE t ()"), sql(2, "DROP TABLE t"))
                            .failure())
                    .isEmpty();

            assertThat(database.value(COLUMNS + "\"Odd One\".nexus_migrations")).isEqualTo("1 applied, 2 applied");
            // The role's own schema, made later, stands before the one with the history.
            server.admin("ALTER ROLE " + ROLE + " SET search_path = \"$user\", \"Odd One\"");
            database.execute("CREATE SCHEMA " + ROLE + " AUTHORIZATION " + ROLE);
            assertThat(run.status(sql(1, "CREATE TABLE t ()"), sql(2, "DROP TABLE t"))
                            .migrations())
                    .extracting(MigrationResult::state)
                    .containsExactly(MigrationState.APPLIED, MigrationState.APPLIED);
            database.execute("DROP TABLE \"Odd One\".nexus_migrations");
            assertThat(run.migrate(sql(1, "CREATE TABLE t ()")).failure()).isEmpty();
            assertThat(database.value(COLUMNS + ROLE + ".nexus_migrations")).isEqualTo("1 applied");

            server.admin("ALTER ROLE " + ROLE + " SET search_path = pg_temp, public");
            refused(
                    run.migrate(sql(1, "CREATE TABLE t ()")),
                    FailureCode.BAD_PARAMETER,
                    "No history can be kept in the schema pg_temp: it is the server's own, or gone when the session"
                            + " ends.");
            server.admin("ALTER ROLE " + ROLE + " SET search_path = nowhere");
            refused(
                    run.migrate(sql(3, "SELECT 1")),
                    FailureCode.BAD_PARAMETER,
                    "The connection's search_path names no schema that exists.");
        }
    }

    @Test
    void aRoleWithoutRightsIsToldWhichItLacks() throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            refused(
                    Run.on(database.url(ROLE)).migrate(sql(1, "SELECT 1")),
                    FailureCode.NO_PERMISSION,
                    "The role worker may not create the history table: permission denied for schema public.");

            database.execute("GRANT CREATE ON SCHEMA public TO " + ROLE + "; CREATE TABLE theirs (n int)");
            refused(
                    Run.on(database.url(ROLE)).migrate(sql(1, "ALTER TABLE theirs ADD COLUMN m int")),
                    FailureCode.NO_PERMISSION,
                    "001-sql-step failed: must be owner of table theirs.");
            database.execute("DROP OWNED BY " + ROLE);

            database.execute("REVOKE CONNECT ON DATABASE " + database.name() + " FROM public");
            refused(
                    Run.on(database.url(ROLE)).migrate(sql(1, "SELECT 1")),
                    FailureCode.NO_PERMISSION,
                    "User \"worker\" may not connect to database \"" + database.name() + "\" at 127.0.0.1:"
                            + server.port() + ": FATAL: permission denied for database \"" + database.name()
                            + "\". Detail: User does not have CONNECT privilege.");
        }
    }

    @Test
    void theLastConnectionIsEnoughAndNoneIsNamed() throws SQLException {
        List<Connection> others = new ArrayList<>();
        try (TestDatabase database = ownedByRole()) {
            server.admin("ALTER ROLE " + ROLE + " CONNECTION LIMIT 1");
            // Long enough for the watch to want its own.
            assertThat(Run.on(database.url(ROLE))
                            .migrate(sql(1, "SELECT pg_sleep(2)"))
                            .failure())
                    .isEmpty();
            server.admin("ALTER ROLE " + ROLE + " CONNECTION LIMIT 0");
            refused(
                    Run.on(database.url(ROLE)).migrate(sql(2, "SELECT 1")),
                    FailureCode.UNFIT_SERVER,
                    "The server at 127.0.0.1:" + server.port() + " has no connection left for user \"worker\": FATAL:"
                            + " too many connections for role \"worker\".");

            server.admin("ALTER ROLE " + ROLE + " CONNECTION LIMIT -1");
            int free = Integer.parseInt(database.value("SHOW max_connections")) - 3;
            while (others.size() < free) {
                others.add(database.connect());
            }
            refused(
                    Run.on(database.url(ROLE)).migrate(sql(2, "SELECT 1")),
                    FailureCode.UNFIT_SERVER,
                    "The server at 127.0.0.1:" + server.port() + " has no connection left for user \"worker\": FATAL:"
                            + " remaining connection slots are reserved for roles with the SUPERUSER attribute.");
            for (Connection other : others) {
                other.close();
            }
        }
    }

    static Failure refused(Outcome outcome, FailureCode code, String message) {
        assertThat(outcome.failure()).isPresent();
        assertThat(outcome.failure().orElseThrow()).hasMessage(message);
        Failure failure = outcome.failure().orElseThrow().failure();
        assertThat(failure.code()).isEqualTo(code);
        return failure;
    }

    private static void refusedOfLock(Outcome outcome, String message) {
        assertThat(outcome.failure().orElseThrow().getMessage()).matches(message);
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
    }

    private static TestDatabase ownedByRole() throws SQLException {
        return server.createDatabase("OWNER " + ROLE);
    }
}
