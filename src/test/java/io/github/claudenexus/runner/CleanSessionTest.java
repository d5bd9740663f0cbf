package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each migration starts on a session as clean as a new one, but for the run's lock. */
class CleanSessionTest extends DatabaseTest {

    private static final String LOCKS =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'" + " AND pid = pg_backend_pid()";

    private static final String LOOK = "CREATE TABLE seen AS SELECT"
            + " (SELECT count(*) FROM pg_prepared_statements WHERE from_sql) AS prepared,"
            + " (SELECT count(*) FROM pg_cursors WHERE is_holdable) AS cursors,"
            + " (" + LOCKS + ") AS locks,"
            + " (SELECT count(*) FROM pg_listening_channels()) AS listening,"
            + " to_regclass('pg_temp.work') IS NULL AS no_temp,"
            + " current_setting('work_mem') AS memory, current_setting('transaction_isolation') AS isolation,"
            + " current_setting('default_transaction_isolation') AS default_isolation,"
            + " current_setting('transaction_deferrable') AS deferrable, session_user = current_user AS myself";

    /** What one migration leaves on its session, statement by statement. */
    private static final String[] MESS = {
        "CREATE TEMP TABLE work AS SELECT 1 AS id",
        "CREATE SEQUENCE IF NOT EXISTS s",
        "SELECT nextval('s')",
        "PREPARE p AS SELECT 1",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "SELECT pg_advisory_lock(42), pg_advisory_lock(42), pg_advisory_lock(-7), pg_advisory_lock(-4, 2147483647)",
        "SELECT pg_advisory_lock_shared(43), pg_advisory_lock_shared(1, 2)",
        "LISTEN x",
        "SET work_mem = '99MB'",
        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE"
    };

    static Stream<DiscoveredMigration> messes() {
        return Stream.of(
                sql(1, MESS),
                nonTransactional(1, MESS),
                up(1, db -> {
                    for (String statement : MESS) {
                        db.execute(statement);
                    }
                }),
                online(1, db -> {}, db -> {
                    for (String statement : MESS) {
                        db.execute(statement);
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("messes")
    void nothingOfOneMigrationReachesTheNext(DiscoveredMigration mess) throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        mess,
                        sql(2, LOOK, "PREPARE p AS SELECT 2", "CREATE TEMP TABLE work AS SELECT 2 AS id"),
                        sql(3));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT row_to_json(seen) FROM seen"))
                .isEqualTo("{\"prepared\":0,\"cursors\":0,\"locks\":1,\"listening\":0,\"no_temp\":true,"
                        + "\"memory\":\"4MB\",\"isolation\":\"read committed\",\"default_isolation\":\"read committed\","
                        + "\"deferrable\":\"off\",\"myself\":true}");
    }

    /** As a deferred trigger does: with COMMIT, behind the migration's last statement. */
    @Test
    void nothingThatCommitItselfLeavesReachesTheNext() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(
                                1,
                                "CREATE TABLE t ()",
                                "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                        + " PERFORM pg_advisory_lock(42), set_config('role', 'pg_monitor', false);"
                                        + " RETURN NULL; END $$",
                                "CREATE CONSTRAINT TRIGGER leave AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                                        + " FOR EACH ROW EXECUTE FUNCTION leave()",
                                "INSERT INTO t DEFAULT VALUES"),
                        sql(2, LOOK));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT locks || ' ' || myself FROM seen")).isEqualTo("1 true");
    }

    @Test
    void noRowGoesIntoATemporaryTableOfAnEarlierMigration() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "CREATE TEMP TABLE t (n int)"),
                        sql(2, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (7)"),
                        sql(3, "CREATE TABLE IF NOT EXISTS t (n int)", "INSERT INTO t VALUES (8)"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT string_agg(n::text, ' ' ORDER BY n) FROM public.t"))
                .isEqualTo("7 8");
    }

    @Test
    void currvalIsUnknownToTheNextMigration() {
        Outcome outcome = Run.on(database)
                .migrate(sql(1, "CREATE SEQUENCE s", "SELECT nextval('s')"), sql(2, "SELECT currval('s')"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("002-sql-step failed: currval of sequence \"s\" is not yet defined in this session.");
    }

    /** The database's own defaults are those of a new session. */
    @Test
    void theIsolationLevelIsTheDatabasesOwn() throws SQLException {
        TestDatabase.admin(
                "ALTER DATABASE " + database.name() + " SET default_transaction_isolation = 'repeatable read'");

        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "SET default_transaction_isolation = 'read committed'"),
                        sql(2, "CREATE TABLE seen AS SELECT current_setting('transaction_isolation') AS i"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT i FROM seen")).isEqualTo("repeatable read");
    }

    @Test
    void aSessionThatMayOnlyReadIsStillRecorded() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        nonTransactional(1, "SET default_transaction_read_only = on"),
                        sql(2, "SET default_transaction_read_only = on"),
                        online(3, db -> {}, db -> db.execute("SET default_transaction_read_only = on")),
                        sql(4, "CREATE TABLE b ()"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM nexus_migrations WHERE state = 'applied'"))
                .isEqualTo("4");
    }

    @Test
    void noTimeLimitOfTheUrlEndsAMigration() throws SQLException {
        assertThat(Run.on(database.url() + "?options=-c%20statement_timeout%3D5s")
                        .migrate(sql(1, "CREATE TABLE seen AS SELECT current_setting('statement_timeout') AS t"))
                        .failure())
                .isEmpty();
        assertThat(database.value("SELECT t FROM seen")).isEqualTo("0");
    }

    /** What a try has left that no rollback takes back: here a prepared statement and a lock. */
    @Test
    void aRetryStartsWithACleanSession() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        CompletableFuture<Outcome> running;
        Run run = Run.on(database).limits(200, 20_000, 1000);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE busy");
            running = CompletableFuture.supplyAsync(() -> run.migrate(sql(
                    1,
                    "CREATE TABLE seen AS " + LOCKS,
                    "PREPARE p AS SELECT 1",
                    "SELECT pg_advisory_lock(42)",
                    "ALTER TABLE busy ADD COLUMN m int")));
            Await.until(() -> running.isDone() || run.lines.stream().anyMatch(line -> line.startsWith("retries: ")));
            other.rollback();
        }

        assertThat(running.get().failure()).isEmpty();
        assertThat(database.value("SELECT count FROM seen")).isEqualTo("1");
    }

    @Test
    void theLockStaysThroughAHundredMigrations() {
        DiscoveredMigration[] all = Stream.iterate(1, number -> number + 1)
                .limit(100)
                .map(number -> sql(number, "SELECT pg_advisory_lock(" + number + ")"))
                .toArray(DiscoveredMigration[]::new);
        Run run = Run.on(database);

        assertThat(run.migrate(all).failure()).isEmpty();
        assertThat(run.lines).noneMatch(line -> line.startsWith("warns: "));
        assertThat(List.of(all)).hasSize(100);
    }
}
