package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.PgBouncer;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a pooler that keeps one session for each client, a run is as good as without it. */
@Timeout(120)
class SessionPoolingTest extends DatabaseTest {

    private static final String STATES =
            "SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM nexus_migrations";

    private static final DiscoveredMigration[] MIXED = {
        sql(1, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)"),
        nonTransactional(2, "CREATE INDEX CONCURRENTLY t_n ON t (n)"),
        sql(3, "INSERT INTO t VALUES (2)")
    };

    @BeforeAll
    static void pgBouncerIsThere() {
        if (!PgBouncer.isThere()) {
            LeftOut.report("runs through a pooler (no pgbouncer is found)");
        }
        assumeTrue(PgBouncer.isThere(), "no pgbouncer");
    }

    @Test
    void theSixMigrationsOfNexus() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=session");
                MigrationSet six = Run.nexus()) {
            Outcome first = Run.on(pooler.url()).migrate(six, PlanRequest.ALL);
            Outcome again = Run.on(pooler.url()).migrate(six, PlanRequest.ALL);

            assertThat(Stream.of(first, again)).allSatisfy(outcome -> {
                assertThat(outcome.failure()).isEmpty();
                assertThat(outcome.migrations())
                        .hasSize(6)
                        .extracting(MigrationResult::state)
                        .containsOnly(MigrationState.APPLIED);
            });
        }
    }

    /** With two sessions, neither runner's second connection is had while both run; with four, both are. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void twoRunnersAtOnce(int sessions) throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=session", "default_pool_size=" + sessions)) {
            List<CompletableFuture<Outcome>> runs = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> Run.on(pooler.url()).migrate(MIXED), task -> new Thread(task).start()))
                    .limit(2)
                    .toList();

            for (CompletableFuture<Outcome> run : runs) {
                assertThat(run.get(60, TimeUnit.SECONDS).failure()).isEmpty();
            }
            assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied, 3 applied");
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
        }
    }

    /** The second connection of the check, and that of the watch, wait for a session that the run itself has. */
    @Test
    void aPoolOfOneSessionDoesNotHang() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=session", "default_pool_size=1")) {
            long start = System.nanoTime();

            Outcome outcome = Run.on(pooler.url()).migrate(sql(1, "CREATE TABLE t ()", "SELECT pg_sleep(1.5)"));

            assertThat(outcome.failure()).isEmpty();
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
            assertThat(Run.on(pooler.url())
                            .migrate(sql(1, "CREATE TABLE t ()", "SELECT pg_sleep(1.5)"))
                            .failure())
                    .isEmpty();
        }
    }

    @Test
    void theMonitorKnowsTheBackendPid() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=session");
                Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SET application_name = 'a slow report'");
                statement.execute("SELECT * FROM busy");
            }
            Run run = Run.on(pooler.url()).limits(2500, 1, 1000);

            Outcome outcome = run.migrate(sql(1, "ALTER TABLE busy ADD COLUMN m int"));

            assertThat(outcome.failure().orElseThrow().getMessage())
                    .contains("it waited for pid ")
                    .contains("(a slow report, ");
            assertThat(run.lines).anyMatch(line -> line.matches("says: waiting for pid \\d+ \\(a slow report, .*"));
        }
    }

    /** RESET ALL falls back on what the pooler logged in with, which is not what the client did. */
    @Test
    void aMigrationSeesWhatItSeesWithoutThePooler() throws Exception {
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET \"TimeZone\" = 'Asia/Kathmandu'");
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET \"DateStyle\" = 'SQL, MDY'");
        TestDatabase.admin("ALTER DATABASE " + database.name() + " SET client_encoding = 'LATIN1'");
        DiscoveredMigration[] both = {
            sql(1, "CREATE TABLE seen (what text)"),
            sql(
                    2,
                    "INSERT INTO seen SELECT 'Zoë ' || string_agg(name || '=' || setting, ' ' ORDER BY name)"
                            + " FROM pg_settings WHERE name IN ('TimeZone', 'DateStyle', 'client_encoding', 'lock_timeout',"
                            + " 'statement_timeout', 'application_name', 'search_path')")
        };
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();
        String direct = database.value("SELECT what FROM seen");
        database.execute("DROP TABLE seen, nexus_migrations");
        try (PgBouncer pooler = PgBouncer.before(database, "pool_mode=session")) {
            assertThat(Run.on(pooler.url()).migrate(both).failure()).isEmpty();

            assertThat(database.value("SELECT what FROM seen"))
                    .isEqualTo(direct)
                    .startsWith("Zoë ");
        }
    }

    /** Even where the pool is told not to clean up: the next client finds the session as the server made it. */
    @Test
    void sessionStateIsResetForTheNextClient() throws Exception {
        try (PgBouncer pooler =
                PgBouncer.before(database, "pool_mode=session", "default_pool_size=1", "server_reset_query=")) {
            Run.on(pooler.url()).migrate(MIXED);
            Run.on(pooler.url() + "?options=-c%20search_path%3Dpublic,pg_catalog")
                    .migrate(MIXED);
            Run.on(pooler.url()).migrate(MIXED[0], MIXED[1], MIXED[2], sql(4, "CREATE TABLE x ()", "no SQL"));
            Run.on(pooler.url()).status(MIXED);

            assertThat(database.value("SELECT string_agg(version::int::text, ' ') FROM nexus_migrations"))
                    .isEqualTo("1 2 3");
            try (Connection next = DriverManager.getConnection(pooler.jdbcUrl());
                    Statement statement = next.createStatement();
                    var row = statement.executeQuery(PoolerCheckTest.LEFT)) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("0");
            }
        }
    }

    /** The role that the URL asks for is set by the watch too, on a session that goes on to somebody else. */
    @Test
    void theMonitorResetsItsRole() throws Exception {
        String role = database.name() + "_r";
        TestDatabase.admin("CREATE ROLE " + role);
        database.execute("GRANT CREATE ON SCHEMA public TO " + role);
        try (PgBouncer pooler =
                PgBouncer.before(database, "pool_mode=session", "default_pool_size=2", "server_reset_query=")) {
            assertThat(Run.on(pooler.url() + "?options=-c%20role%3D" + role)
                            .migrate(sql(1, "SELECT pg_sleep(2)"))
                            .failure())
                    .isEmpty();

            try (Connection one = DriverManager.getConnection(pooler.jdbcUrl());
                    Connection two = DriverManager.getConnection(pooler.jdbcUrl())) {
                assertThat(role(one) + " " + role(two)).isEqualTo("none none");
            }
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    private static String role(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW role")) {
            row.next();
            return row.getString(1);
        }
    }
}
