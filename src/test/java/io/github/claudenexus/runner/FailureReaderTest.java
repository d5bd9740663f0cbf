package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.author.StatementLog;
import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.HistoryWriter;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.session.RunningStatement;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure of the server's is taken for. */
class FailureReaderTest extends DatabaseTest {

    @ParameterizedTest
    @CsvSource({"123, LEFT_TRANSACTION", "1234, CONNECTION_LOST", "12, CONNECTION_LOST"})
    void theSessionThatLostTheLockIsThisOneOnlyByItsWholeNumber(String backend, FailureCode code) {
        DiscoveredMigration migration = Migrations.sql(1, "SELECT 1");
        StatementLog log = new StatementLog(migration, Run.on(database).listener(), new RunningStatement(123));

        assertThat(new FailureReader(migration, log, MigrationRun.Step.UP)
                        .read(new SQLException(
                                "ERROR: invalid input syntax for type integer: \"" + HistoryWriter.LOCK_LOST + backend
                                        + ".\"",
                                "22P02"))
                        .failure()
                        .code())
                .isEqualTo(code);
    }

    @Test
    void anAdvisoryLockReleasedByAMigrationIsNamed() {
        Outcome outcome = Run.on(database).migrate(Migrations.sql(1, "SELECT pg_advisory_unlock_all()"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-sql-step gave the run's lock away, as pg_advisory_unlock_all() does.");
    }

    @Test
    void statementsThatNeedNoTransactionGetTheDirective() throws SQLException {
        database.execute("CREATE TABLE a (n int); CREATE PROCEDURE fill() LANGUAGE plpgsql AS"
                + " $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); COMMIT; END LOOP; END $$");

        assertThat(hint(Migrations.sql(1, "CREATE INDEX CONCURRENTLY a_n ON a (n)")))
                .isEqualTo("It was rolled back and left nothing behind. Put -- nexus: transactional=false on the first"
                        + " line. Then run migrate again.");
        assertThat(hint(Migrations.sql(1, "CALL fill()")))
                .isEqualTo("It was rolled back and left nothing behind. A procedure that commits cannot run in a"
                        + " transaction. Put -- nexus: transactional=false on the first line. Then run migrate again.");
        assertThat(hint(Migrations.up(1, db -> db.execute("CREATE INDEX CONCURRENTLY a_n ON a (n)"))))
                .isEqualTo("It was rolled back and left nothing behind. Move it into online(), which runs outside of a"
                        + " transaction. Then run migrate again.");
        assertThat(Run.on(database)
                        .migrate(Migrations.nonTransactional(1, "CALL fill()"))
                        .failure())
                .isEmpty();
    }

    private String hint(DiscoveredMigration migration) {
        return Run.on(database)
                .migrate(migration)
                .failure()
                .orElseThrow()
                .failure()
                .hint();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "SET client_encoding = 'LATIN1', client_encoding",
                "SELECT set_config('client_encoding'; 'LATIN1'; false), client_encoding",
                "SET DateStyle = 'German', DateStyle"
            })
    void aDriverErrorIsNoLostConnection(String written, String parameter) throws SQLException {
        String sql = written.replace(";", ",");
        for (DiscoveredMigration migration : List.of(Migrations.sql(1, sql), Migrations.up(1, db -> db.execute(sql)))) {
            Outcome outcome = Run.on(database).migrate(migration, Migrations.sql(2, "SELECT 1"));

            Failure failure = outcome.failure().orElseThrow().failure();
            assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
            assertThat(failure.message()).startsWith(migration.id() + " may not change " + parameter + ": ");
            assertThat(failure.place().statement()).contains(sql);
            assertThat(failure.hint())
                    .isEqualTo("It was rolled back and left nothing behind. Delete the statement. The connection writes"
                            + " UTF8 and ISO dates, whatever the server stores. Then run migrate again.");
            assertThat(database.value("SELECT count(*) FROM nexus_migrations")).isEqualTo("0");
        }
    }

    @Test
    void aStatementThatIsWrittenTwiceIsReportedWhereItFailed() {
        Failure failure = Run.on(database)
                .migrate(Migrations.sql(
                        1,
                        "ALTER SCHEMA public RENAME TO old",
                        "ALTER SCHEMA old RENAME TO public",
                        "ALTER SCHEMA public RENAME TO old",
                        "CREATE SCHEMA public"))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.place().where()).contains("line 3, column 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP SCHEMA public CASCADE",
                "DROP TABLE nexus_migrations",
                "ALTER TABLE nexus_migrations RENAME TO old",
                "ALTER SCHEMA public RENAME TO old",
                "DO $$ BEGIN DROP /* all */ SCHEMA public CASCADE; END $$",
                "DO $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident('nexus_migrations'); END $$"
            })
    void theStatementThatDroppedTheHistoryIsNamed(String sql) throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        Migrations.sql(1, "CREATE TABLE a ()"),
                        Migrations.sql(2, "CREATE TABLE b ()", sql, "CREATE SCHEMA IF NOT EXISTS public"));

        Failure failure = outcome.failure().orElseThrow().failure();
        assertThat(failure.message()).isEqualTo("002-sql-step dropped the history table or its schema: " + sql + ".");
        assertThat(failure.place().where()).contains("line 2, column 1");
        assertThat(failure.hint())
                .isEqualTo("It was rolled back and left nothing behind. A migration may not drop the table that it is"
                        + " recorded in. Have it drop your own objects by name, or keep the history in a schema of its own"
                        + " with nexus.schema. Then run migrate again.");
        assertThat(database.value("SELECT count(*) FROM nexus_migrations")).isEqualTo("1");
    }

    static Stream<DiscoveredMigration> withNul() {
        return Stream.of(
                Migrations.sql(1, "CREATE TABLE a (b text DEFAULT 'c\0d')"),
                Migrations.nonTransactional(1, "SELECT 'c\0d'"),
                Migrations.up(1, db -> db.execute("SELECT 'c\0d', ?", 1)),
                Migrations.up(1, db -> db.execute("SELECT ?", "c\0d")),
                Migrations.up(1, db -> db.found("c\0d")));
    }

    /** The server takes a text to end there. */
    @ParameterizedTest
    @MethodSource("withNul")
    void aNulCharacterFailsTheMigrationAndNotTheConnection(DiscoveredMigration migration) {
        Failure failure =
                Run.on(database).migrate(migration).failure().orElseThrow().failure();

        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.place().sqlState()).contains("22021");
        assertThat(failure.message())
                .isIn(
                        migration.id() + " failed: a text has a NUL character (0x00), which PostgreSQL cannot hold.",
                        migration.id() + " failed: invalid byte sequence for encoding \"UTF8\": 0x00.");
    }

    /** A migration of its own class, so that its lines are known. */
    private static final class Thrower implements Migration {

        @Override
        public void up(Database database) throws SQLException {
            database.query("SELECT 1", row -> row.getInt(1));
            if (database.variable("sql").isPresent()) {
                database.execute("SELECT nonsense");
            }
            throw new NullPointerException("no city");
        }
    }

    @Test
    void theLineOfTheClassIsNamed() {
        DiscoveredMigration thrower = new JavaMigration(
                Migrations.id(1, "thrower"),
                Run.checksum("thrower"),
                Thrower.class.getName(),
                Thrower::new,
                false,
                false,
                new Declarations("a test", "", "", List.of()));
        Failure thrown =
                Run.on(database).migrate(thrower).failure().orElseThrow().failure();
        Failure refused = Run.on(database)
                .variables(Map.of("sql", "yes"))
                .migrate(thrower)
                .failure()
                .orElseThrow()
                .failure();

        assertThat(thrown.message()).isEqualTo("001-thrower threw NullPointerException: no city.");
        assertThat(thrown.place().statement()).isEmpty();
        assertThat(thrown.place().where().orElseThrow()).matches("FailureReaderTest\\.java:\\d+");
        assertThat(refused.place().statement()).contains("SELECT nonsense");
        assertThat(refused.place().where().orElseThrow())
                .matches("line 1, column 8 of the statement, sent at FailureReaderTest\\.java:\\d+");
    }

    /** As two transactions of repeatable read that change one row. */
    @Test
    void aSerializationFailureIsTriedAgain() throws Exception {
        database.execute("CREATE TABLE counter (n int); INSERT INTO counter VALUES (0)");
        TestDatabase.admin(
                "ALTER DATABASE " + database.name() + " SET default_transaction_isolation = 'repeatable read'");
        Run run = Run.on(database);
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> run.migrate(
                Migrations.sql(1, "SELECT n FROM counter", "SELECT pg_sleep(2)", "UPDATE counter SET n = n + 100")));
        while (database.value("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(2)'")
                .equals("0")) {
            Thread.sleep(50);
        }
        database.execute("UPDATE counter SET n = n + 1");

        assertThat(running.get().failure()).isEmpty();
        assertThat(database.value("SELECT n FROM counter")).isEqualTo("101");
        assertThat(run.lines).contains("retries: 001-sql-step: another transaction changed the same rows");
    }

    @Test
    void aPersistentConflictIsExplained() throws SQLException {
        database.execute("CREATE TABLE counter (n int); INSERT INTO counter VALUES (0)");
        TestDatabase.admin(
                "ALTER DATABASE " + database.name() + " SET default_transaction_isolation = 'repeatable read'");
        Run run = Run.on(database).limits(1000, 300, 1000);

        Failure failure = run.migrate(Migrations.up(1, db -> {
                    db.execute("SELECT FROM counter");
                    database.execute("UPDATE counter SET n = n + 1");
                    db.execute("UPDATE counter SET n = n + 10");
                }))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(run.lines).contains("retries: 001-java-step: another transaction changed the same rows");
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.place().sqlState()).contains("40001");
        assertThat(failure.hint())
                .isEqualTo("It was rolled back and left nothing behind. Each try within nexus.lockRetryTime met another"
                        + " transaction that changed the same rows: choose a quieter time or a longer"
                        + " nexus.lockRetryTime, or READ COMMITTED as the isolation level. Then run migrate again.");
    }

    @Test
    void ofTwoEqualStatementsTheOneThatFailedIsShown() throws SQLException {
        database.execute("CREATE TABLE t (n int PRIMARY KEY)");

        Failure failure = Run.on(database)
                .migrate(Migrations.sql(
                        1, "SELECT 1", "SELECT 2", "INSERT INTO t VALUES (7)", "SELECT 4", "INSERT INTO t VALUES (7)"))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.place().where()).contains("line 5, column 1");
    }

    static Stream<DiscoveredMigration> withStateOfALoss() {
        return Stream.of(
                Migrations.sql(1, "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '08001'; END $$"),
                Migrations.sql(1, "SELECT 1", "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '57P01'; END $$"),
                Migrations.up(
                        1,
                        db -> db.batch(
                                "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '08006'; END $$",
                                List.<Object[]>of(new Object[0]))),
                Migrations.up(1, db -> db.query("SELECT $1::int", row -> row.getInt(1))));
    }

    /** As of another server that a statement talks to. */
    @ParameterizedTest
    @MethodSource("withStateOfALoss")
    void anErrorOverAnotherConnectionIsTheStatements(DiscoveredMigration migration) {
        Failure failure =
                Run.on(database).migrate(migration).failure().orElseThrow().failure();

        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.message()).startsWith(migration.id() + " failed: ");
        assertThat(failure.place().statement()).isPresent();
    }

    /** A foreign key is checked at COMMIT, which no statement of the migration is. */
    @Test
    void aStatementThatFailedAndWasTakenBackIsNotTheOneThatFails() throws SQLException {
        database.execute("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int CONSTRAINT b_a REFERENCES a"
                + " DEFERRABLE INITIALLY DEFERRED)");

        Failure failure = Run.on(database)
                .migrate(Migrations.up(1, db -> {
                    db.execute("INSERT INTO b VALUES (7)");
                    Savepoint before = db.connection().setSavepoint();
                    try {
                        db.execute("INSERT INTO nowhere VALUES (1)");
                    } catch (SQLException missing) {
                        db.connection().rollback(before);
                    }
                }))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.message()).contains("\"b_a\"");
        assertThat(failure.place().statement()).isEmpty();
    }

    @Test
    void anIsolationLevelIsChosenForTheRun() {
        assertThat(hint(Migrations.sql(1, "SELECT 1", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")))
                .isEqualTo(
                        "It was rolled back and left nothing behind. Take the statement out: the transaction has begun"
                                + " by then. options=-c%20default_transaction_isolation%3Dserializable in the database URL"
                                + " chooses the level of a run. Then run migrate again.");
    }

    @Test
    void aJavaDownHasNoPartOutsideOfItsTransaction() {
        DiscoveredMigration migration = Migrations.reversible(1, db -> {}, db -> db.execute("VACUUM"));
        assertThat(Run.on(database).migrate(migration).failure()).isEmpty();

        assertThat(Run.on(database)
                        .undo(migration)
                        .failure()
                        .orElseThrow()
                        .failure()
                        .hint())
                .isEqualTo("Its down was rolled back: the migration counts as applied. A down in Java runs in one"
                        + " transaction: leave the statement out, or write it without CONCURRENTLY.");
    }
}
