package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.PgBouncer;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pooler that lends sessions for one transaction is refused, and nothing stays behind on the sessions it lent. */
class PoolerCheckTest extends DatabaseTest {

    /** What no run may leave on a session: anything but what the driver and PgBouncer set for any client. */
    static final String LEFT = "SELECT coalesce(string_agg(name || '=' || setting, ' ' ORDER BY name), '')"
            + " || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) FROM pg_settings"
            + " WHERE source = 'session' AND name NOT IN ('application_name', 'client_encoding', 'DateStyle',"
            + " 'extra_float_digits', 'standard_conforming_strings', 'TimeZone')";

    @BeforeAll
    static void pgBouncerIsThere() {
        if (!PgBouncer.isThere()) {
            LeftOut.report("runs through a pooler (no pgbouncer is found)");
        }
        assumeTrue(PgBouncer.isThere(), "no pgbouncer");
    }

    @ParameterizedTest
    @CsvSource({"transaction, 1, 0", "transaction, 5, 0", "transaction, 5, 1", "statement, 1, 0"})
    void aRunIsRefusedBeforeAnythingIsChanged(String mode, int sessions, int roundRobin) throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=" + mode, "server_round_robin=" + roundRobin)) {
            fill(pooler, sessions, mode);

            Outcome outcome = Run.on(pooler.url() + "?options=-c%20search_path%3Dpg_catalog,public")
                    .migrate(sql(1, "CREATE TABLE t ()"), nonTransactional(2, "CREATE TABLE u ()"));

            assertThat(outcome.failure().orElseThrow().failure()).isEqualTo(refusal(pooler));
            assertThat(database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo("0");
            assertThat(left(pooler, sessions, mode)).hasSize(sessions).containsOnly("0");
        }
    }

    @Test
    void aBusyPoolDoesNotHideThePooler() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=transaction", "default_pool_size=3")) {
            AtomicBoolean end = new AtomicBoolean();
            List<Thread> others = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                others.add(new Thread(() -> work(pooler, "0.001", end)));
            }
            others.forEach(Thread::start);
            try {
                for (int again = 0; again < 10; again++) {
                    assertThat(Run.on(pooler.url())
                                    .migrate(sql(1, "CREATE TABLE t ()"))
                                    .failure()
                                    .orElseThrow()
                                    .failure())
                            .isEqualTo(refusal(pooler));
                }
            } finally {
                end.set(true);
                for (Thread other : others) {
                    other.join();
                }
            }
            assertThat(left(pooler, 3, "transaction")).containsOnly("0");
        }
    }

    /** Neither of the run's two clients gets on quickly; the second one must not be taken for one that waits for ever. */
    @Test
    void aBusySingleSessionDoesNotHideThePooler() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=transaction", "default_pool_size=1")) {
            AtomicBoolean end = new AtomicBoolean();
            Thread other = new Thread(() -> work(pooler, "1.2", end));
            other.start();
            try {
                assertThat(Run.on(pooler.url())
                                .migrate(sql(1, "CREATE TABLE t ()"))
                                .failure()
                                .orElseThrow()
                                .failure())
                        .isEqualTo(refusal(pooler));
            } finally {
                end.set(true);
                other.join();
            }
        }
    }

    @Test
    void statusReadsThroughItAndLeavesNothing() throws Exception {
        Run.on(database).migrate(sql(1, "CREATE TABLE t ()"));
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=transaction")) {
            fill(pooler, 3, "transaction");

            for (int again = 0; again < 5; again++) {
                Outcome outcome = Run.on(pooler.url() + "?options=-c%20search_path%3Dpg_catalog,public")
                        .schema("public")
                        .status(sql(1, "CREATE TABLE t ()"), sql(2, "CREATE TABLE u ()"));

                assertThat(outcome.failure()).isEmpty();
                assertThat(outcome.migrations())
                        .extracting(MigrationResult::state)
                        .containsExactly(MigrationState.APPLIED, MigrationState.PENDING);
            }
            assertThat(left(pooler, 3, "transaction")).hasSize(3).containsOnly("0");
        }
    }

    @Test
    void statusSaysWhatAPoolerInStatementModeRefuses() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=statement")) {
            Failure failure = Run.on(pooler.url())
                    .status(sql(1, "SELECT 1"))
                    .failure()
                    .orElseThrow()
                    .failure();

            assertThat(failure.code()).isEqualTo(FailureCode.UNFIT_SERVER);
            assertThat(failure.message())
                    .isEqualTo("The pooler that answers at " + pooler.url()
                            + " refused a statement of nexus itself: FATAL: transaction blocks not allowed in statement"
                            + " pooling mode.");
        }
    }

    @Test
    void withoutASecondConnectionTheRunIsRefused() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=session", "max_client_conn=1")) {
            Failure failure = Run.on(pooler.url())
                    .migrate(sql(1, "SELECT 1"))
                    .failure()
                    .orElseThrow()
                    .failure();

            assertThat(failure.code()).isEqualTo(FailureCode.UNFIT_SERVER);
            assertThat(failure.message())
                    .startsWith("A pooler or another proxy answers at " + pooler.url() + ", and a second connection,"
                            + " which would show whether it keeps one session of the server for each client, could not"
                            + " be opened: ")
                    .endsWith(" Nothing was changed.");
            assertThat(database.value("SELECT to_regclass('nexus_migrations')")).isEqualTo("null");
        }
    }

    private static Failure refusal(PgBouncer pooler) {
        return Failure.of(
                FailureCode.UNFIT_SERVER,
                "A pooler in transaction mode answers at " + pooler.url() + ": it lends each transaction another"
                        + " session of the server, and the run's lock is a session's. Nothing was changed.",
                "Connect to the server itself, or to a pool in session mode (pool_mode=session in PgBouncer).");
    }

    /** Makes the pool hold so many sessions, all idle. */
    private static void fill(PgBouncer pooler, int sessions, String mode) throws SQLException {
        left(pooler, sessions, mode);
    }

    /** What is left on each of so many sessions: as many clients at once are lent all that there are. */
    private static List<String> left(PgBouncer pooler, int sessions, String mode) throws SQLException {
        List<String> left = new ArrayList<>();
        List<Connection> clients = new ArrayList<>();
        try {
            for (int client = 0; client < sessions; client++) {
                Connection connection = DriverManager.getConnection(pooler.jdbcUrl());
                clients.add(connection);
                connection.setAutoCommit("statement".equals(mode));
                try (Statement statement = connection.createStatement();
                        var row = statement.executeQuery(LEFT)) {
                    row.next();
                    left.add(row.getString(1));
                }
            }
        } finally {
            for (Connection client : clients) {
                if (!client.getAutoCommit()) {
                    client.rollback();
                }
                client.close();
            }
        }
        return left;
    }

    private static void work(PgBouncer pooler, String seconds, AtomicBoolean end) {
        try (Connection connection = DriverManager.getConnection(pooler.jdbcUrl());
                Statement statement = connection.createStatement()) {
            while (!end.get()) {
                statement.execute("SELECT pg_sleep(" + seconds + ")");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
