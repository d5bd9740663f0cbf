package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static io.github.claudenexus.testing.Migrations.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrateTest extends DatabaseTest {

    private static final String STATES =
            "SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM nexus_migrations";

    @Test
    void appliesInOrderAndOnlyOnce() throws SQLException {
        DiscoveredMigration one = sql(1, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
        DiscoveredMigration two = up(2, db -> db.execute("UPDATE t SET n = n + ?", 41));

        Outcome first = Run.on(database).migrate(one, two);
        Outcome second = Run.on(database).migrate(one, two);

        assertThat(first.failure()).isEmpty();
        assertThat(first.ran()).hasSize(2);
        assertThat(second.failure()).isEmpty();
        assertThat(second.ran()).isEmpty();
        assertThat(second.migrations()).extracting(MigrationResult::state).containsOnly(MigrationState.APPLIED);
        assertThat(database.value("SELECT n FROM t")).isEqualTo("42");
        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied");
    }

    @Test
    void manualStepsOfASqlMigrationAreInTheOutcome() {
        DiscoveredMigration withSteps = Migrations.declaring(
                sql(1, "CREATE TABLE t ()"),
                new Declarations("a test", "", "", List.of("Stop the importer.", "Start it again.")));

        assertThat(Run.on(database).migrate(withSteps).migrations())
                .extracting(MigrationResult::manualSteps)
                .containsExactly(List.of("Stop the importer.", "Start it again."));
    }

    @Test
    void stopsAfterTheTargetAndGoesOnLater() throws SQLException {
        DiscoveredMigration[] all = {
            sql(1, "CREATE TABLE a ()"), sql(2, "CREATE TABLE b ()"), sql(4, "CREATE TABLE c ()")
        };

        Run.on(database)
                .migrate(
                        Run.set(List.of(all)),
                        new PlanRequest(Optional.of(Migrations.version(2)), Optional.empty(), false));

        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied");
        assertThat(Run.on(database).migrate(all).ran()).hasSize(1);
    }

    @Test
    void rollsBackAFailedMigrationAndKeepsThoseBefore() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "CREATE TABLE a ()"),
                        sql(2, "CREATE TABLE b ()", "SELECT nonsense"),
                        sql(3, "SELECT 1"));

        Failure failure = outcome.failure().orElseThrow().failure();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.message()).isEqualTo("002-sql-step failed: column \"nonsense\" does not exist.");
        assertThat(failure.place().where()).contains("line 2, column 8");
        assertThat(failure.place().sqlState()).contains("42703");
        assertThat(failure.place().statement()).contains("SELECT nonsense");
        assertThat(outcome.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING, MigrationState.PENDING);
        assertThat(database.value("SELECT to_regclass('b')")).isEqualTo("null");
        assertThat(database.value(STATES)).isEqualTo("1 applied");
    }

    @Test
    void aMigrationThatThrowsHalfWayLeavesNothing() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE half ()");
            throw new IllegalStateException("the moon is wrong");
        }));

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.MIGRATION_FAILED);
        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step threw IllegalStateException: the moon is wrong.");
        assertThat(database.value("SELECT to_regclass('half')")).isEqualTo("null");
    }

    @Test
    void aVerifyThatFailsUndoesTheMigration() throws SQLException {
        Outcome outcome = Run.on(database).migrate(verified(1, db -> db.execute("CREATE TABLE half ()"), db -> {
            throw new AssertionError("there must be rows");
        }));

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.VERIFY_FAILED);
        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step was run, and its own check says no: there must be rows.");
        assertThat(database.value("SELECT to_regclass('half')")).isEqualTo("null");
    }

    @Test
    void transactionControlOnTheConnectionIsRefused() throws SQLException {
        refused(
                up(1, db -> db.connection().commit()),
                "The migration may not call commit() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().close()),
                "The migration may not call close() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().setAutoCommit(true)),
                "The migration may not call setAutoCommit() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().rollback()),
                "The migration may not call rollback() on the connection it is handed.");
        refused(up(1, db -> db.execute("COMMIT")), "The migration may not begin or end a transaction: COMMIT.");
        refused(
                up(1, db -> db.execute("SELECT 1; /* x */ commit; begin")),
                "The migration may not begin or end a transaction: SELECT 1; /* x */ commit; begin.");
        refused(sql(1, "ROLLBACK"), "The migration may not begin or end a transaction: ROLLBACK.");
        refused(
                up(1, db -> {
                    try (Statement statement = db.connection().createStatement()) {
                        statement.getConnection().commit();
                    }
                }),
                "The migration may not call commit() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().setNetworkTimeout(Runnable::run, 1)),
                "The migration may not call setNetworkTimeout() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT)),
                "The migration may not call setHoldability() on the connection it is handed.");
        refused(
                up(1, db -> {
                    try (Statement statement = db.connection().createStatement()) {
                        statement.execute("END");
                    }
                }),
                "The migration may not begin or end a transaction: END.");
    }

    private void refused(DiscoveredMigration migration, String message) throws SQLException {
        DiscoveredMigration before = sql(0, "CREATE TABLE IF NOT EXISTS kept ()");
        Outcome outcome = Run.on(database).migrate(before, migration);
        assertThat(outcome.failure().orElseThrow()).hasMessage(message);
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LEFT_TRANSACTION);
        assertThat(outcome.failure().orElseThrow().failure().place().migration())
                .contains(migration.id().toString());
        assertThat(database.value(STATES)).isEqualTo("0 applied");
    }

    @Test
    void savepointsMayBeUsed() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            var savepoint = db.connection().setSavepoint();
            try {
                db.execute("SELECT nonsense");
            } catch (SQLException expected) {
                db.connection().rollback(savepoint);
            }
            db.execute("CREATE TABLE fine ()");
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT to_regclass('fine')")).isEqualTo("fine");
    }

    @Test
    void theConnectionServesForWhatTheApiDoesNotCover() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE t (a int[])");
            try (PreparedStatement insert = db.connection().prepareStatement("INSERT INTO t VALUES (?)")) {
                insert.setArray(1, db.connection().createArrayOf("int4", new Integer[] {1, 2}));
                insert.executeUpdate();
            }
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT a FROM t")).isEqualTo("{1,2}");
    }

    @Test
    void aSwallowedErrorStillFailsTheMigrationAndIsNamed() {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            try {
                db.execute("SELECT nonsense");
            } catch (SQLException swallowed) {
                db.log("never mind");
            }
        }));

        assertThat(outcome.failure().orElseThrow().failure().place().statement())
                .contains("SELECT nonsense");
        assertThat(outcome.failure().orElseThrow()).hasMessageContaining("current transaction is aborted");
    }

    @Test
    void theStatementOfABatchIsNamedHoweverItsFailureIsThrown() {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE t (n integer)");
            try {
                db.batch("INSERT INTO t VALUES (1 / ?)", List.of(new Object[] {0}, new Object[] {1}));
            } catch (BatchUpdateException failure) {
                throw failure.getNextException();
            }
        }));

        assertThat(outcome.failure().orElseThrow().failure().place().statement())
                .contains("INSERT INTO t VALUES (1 / ?)");
    }

    @Test
    void aRowWhoseVersionIsNoneIsNamed() throws SQLException {
        DiscoveredMigration table = sql(1, "CREATE TABLE t ()");
        Run.on(database).migrate(table);
        database.execute("UPDATE nexus_migrations SET version = 'v5'");

        assertThat(Run.on(database).status(table).failure().orElseThrow())
                .hasMessage("The version \"v5\" of the row sql-step of nexus_migrations is not a version.");
    }

    @Test
    void settingsDoNotLeakIntoTheNextMigration() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "CREATE SCHEMA other", "SET search_path = other", "SET lock_timeout = '1h'"),
                        sql(2, "CREATE TABLE here AS SELECT current_setting('lock_timeout') AS t"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT t FROM public.here")).isEqualTo("5s");
    }

    @Test
    void statusReadsAndChangesNothing() throws SQLException {
        Outcome outcome = Run.on(database).status(sql(1, "CREATE TABLE t ()"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);
        assertThat(database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void statusOfADatabaseWithoutAHistoryNamesNone() {
        assertThat(Run.on(database)
                        .status(sql(1, "SELECT 1"))
                        .database()
                        .orElseThrow()
                        .historyTable())
                .isEmpty();
        assertThat(Run.on(database)
                        .migrate(sql(1, "SELECT 1"))
                        .database()
                        .orElseThrow()
                        .historyTable())
                .contains("public.nexus_migrations");
        assertThat(Run.on(database)
                        .status(sql(1, "SELECT 1"))
                        .database()
                        .orElseThrow()
                        .historyTable())
                .contains("public.nexus_migrations");
    }

    @Test
    void aDatabaseWithTablesButNoHistoryIsReported() throws SQLException {
        database.execute("CREATE TABLE customer (id int); CREATE TABLE databasechangelog (id text)");

        Outcome outcome = Run.on(database).migrate(sql(1, "CREATE TABLE customer (id int)"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-sql-step failed: relation \"customer\" already exists.");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("It was rolled back and left nothing behind. Fix it, build, and run migrate again: mvn"
                        + " process-classes nexus:migrate. This database had"
                        + " tables or other objects before the first migrate, and the history of a tool that nexus does"
                        + " not take over: databasechangelog. If it has all that the migrations up to a version make,"
                        + " -Dnexus.baseline=<version> records those and runs none. Else have the migration make only"
                        + " what is missing (IF NOT EXISTS; database.has() in Java), or begin with an empty database.");
    }

    /** A baseline is refused where something is recorded. */
    @Test
    void aDatabaseWithTablesIsNotToBeBaselinedWhenAMigrationIsApplied() throws SQLException {
        database.execute("CREATE TABLE customer (id int)");

        Outcome outcome = Run.on(database).migrate(sql(1, "SELECT 1"), sql(2, "CREATE TABLE customer (id int)"));

        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("It was rolled back and left nothing behind. Fix it, build, and run migrate again: mvn"
                        + " process-classes nexus:migrate. This database had"
                        + " tables or other objects before the first migrate. Have the migration make only what is"
                        + " missing (IF NOT EXISTS; database.has() in Java), or begin with an empty database.");
    }

    /** What the first run itself has made was not there before, and an extension's objects are its own. */
    @Test
    void anEmptyDatabaseIsNotReportedAsExisting() throws SQLException {
        database.execute("CREATE EXTENSION IF NOT EXISTS hstore");
        DiscoveredMigration one = sql(1, "CREATE TABLE customer (id int)");
        DiscoveredMigration two = sql(2, "CREATE TABLE customer (id int)");

        assertThat(Run.on(database)
                        .migrate(one, two)
                        .failure()
                        .orElseThrow()
                        .failure()
                        .hint())
                .isEqualTo(
                        "It was rolled back and left nothing behind. Fix it, build, and run migrate again: mvn process-classes nexus:migrate.");
    }

    @Test
    void theHistoryLivesInTheSchemaThatIsNamed() throws SQLException {
        Outcome missing = Run.on(database).schema("Ops").migrate(sql(1, "SELECT 1"));
        assertThat(missing.failure().orElseThrow()).hasMessage("There is no schema \"Ops\", which nexus.schema names.");

        database.execute("CREATE SCHEMA \"Ops\"");
        assertThat(Run.on(database).schema("Ops").migrate(sql(1, "SELECT 1")).failure())
                .isEmpty();
        assertThat(database.value("SELECT count(*) FROM \"Ops\".nexus_migrations"))
                .isEqualTo("1");
    }

    @Test
    void aMissingCreateRightNamesTheGrant() throws SQLException {
        String role = database.name() + "_reader";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        try {
            database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            String url = database.url().replaceFirst("//[^@]+@", "//" + role + ":r@");
            Outcome outcome = Run.on(url).migrate(sql(1, "CREATE TABLE t ()"));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.NO_PERMISSION);
            assertThat(outcome.failure().orElseThrow())
                    .hasMessage("The role " + role
                            + " may not create the history table: permission denied for schema public.");
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }
}
