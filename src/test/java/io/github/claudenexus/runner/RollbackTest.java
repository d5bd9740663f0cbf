package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.repeatable;
import static io.github.claudenexus.testing.Migrations.reversible;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.undoneOutside;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What was applied is undone, the last one first, each with its row. */
class RollbackTest extends RollbackScenario {

    @Test
    void undoesWhatIsAboveTheTargetTheLastOneFirst() throws SQLException {
        applied(A, B, C);

        Run run = Run.on(database);
        Outcome outcome = run.rollback(downTo("001"), A, B, C);

        assertThat(outcome.failure()).isEmpty();
        assertThat(run.lines)
                .containsExactly(
                        "plans: 003-sql-step",
                        "plans: 002-sql-step",
                        "stays: 001-sql-step",
                        "begins: 003-sql-step",
                        "undone: 003-sql-step",
                        "begins: 002-sql-step",
                        "undone: 002-sql-step");
        assertThat(states(outcome))
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING, MigrationState.PENDING);
        assertThat(outcome.migrations()).extracting(MigrationResult::undoStep).containsExactly(0, 2, 1);
        assertThat(outcome.migrations()).extracting(MigrationResult::undone).containsExactly(false, true, true);
        assertThat(database.value(TABLES)).isEqualTo("a");
        assertThat(database.value(STATES)).isEqualTo("001 applied");
        assertThat(states(Run.on(database).status(A, B, C))).isEqualTo(states(outcome));

        applied(A, B, C);
        assertThat(database.value(TABLES)).isEqualTo("a b c");
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied, 003 applied");
    }

    @Test
    void theLastOnesOrAll() throws SQLException {
        applied(A, B, C);

        assertThat(Run.on(database).rollback(last(1), A, B, C).failure()).isEmpty();
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied");

        Run all = Run.on(database);
        assertThat(all.rollback(request(new RollbackRequest.All()), A, B, C).failure())
                .isEmpty();
        assertThat(all.lines).contains("stays: none");
        assertThat(database.value("SELECT count(*) FROM nexus_migrations")).isEqualTo("0");
        assertThat(database.value(UNDONE)).isEqualTo("003 sql-step, 002 sql-step, 001 sql-step");

        Outcome nothing = Run.on(database).rollback(request(new RollbackRequest.All()), A, B, C);
        assertThat(nothing.failure()).isEmpty();
        assertThat(nothing.ran()).isEmpty();
    }

    @Test
    void nothingAboveTheTargetIsNothingToDo() throws SQLException {
        applied(A, B);

        Outcome outcome = Run.on(database).rollback(downTo("2"), A, B, C);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.ran()).isEmpty();
        assertThat(database.value("SELECT to_regclass('nexus_rollbacks')")).isEqualTo("null");
    }

    @Test
    void keepsWhatWasUndone() throws SQLException {
        applied(A, reversible(2, db -> db.execute("CREATE TABLE b ()"), db -> db.execute("DROP TABLE b")));
        String applied =
                database.value("SELECT string_agg(applied_at::text, ',' ORDER BY version) FROM nexus_migrations");

        Run.on(database)
                .rollback(
                        last(2),
                        A,
                        reversible(2, db -> db.execute("CREATE TABLE b ()"), db -> db.execute("DROP TABLE b")));

        assertThat(
                        database.value(
                                "SELECT string_agg(concat_ws(' ', version, name, kind, checksum, applied_by, undone_by,"
                                        + " plugin_version, left(down_checksum, 13)), ', ' ORDER BY version) FROM nexus_rollbacks"))
                .isEqualTo("001 sql-step sql test-1:CREATE TABLE a () postgres postgres 0-test statements-1:,"
                        + " 002 java-step java test-1:java2 postgres postgres 0-test");
        assertThat(database.value("SELECT string_agg(applied_at::text, ',' ORDER BY version) FROM nexus_rollbacks"))
                .isEqualTo(applied);
        assertThat(database.value("SELECT bool_and(undone_at > applied_at AND duration_ms >= 0) FROM nexus_rollbacks"))
                .isEqualTo("t");
    }

    @Test
    void aSchemaMayHaveAnyName() throws SQLException {
        database.execute("CREATE SCHEMA \"o'neill 100%\"");
        Run run = Run.on(database).schema("o'neill 100%");
        assertThat(run.migrate(A).failure()).isEmpty();

        assertThat(run.undo(A).failure()).isEmpty();

        assertThat(database.value("SELECT count(*) FROM \"o'neill 100%\".nexus_rollbacks"))
                .isEqualTo("1");
    }

    @Test
    void whatARepeatableOneMadeIsToBeDroppedByTheDown() {
        DiscoveredMigration view = repeatable("items", "CREATE OR REPLACE VIEW items AS SELECT FROM a");
        applied(A, view);

        Failure failure = Run.on(database).undo(A, view).failure().orElseThrow().failure();

        assertThat(failure.message())
                .startsWith("001-sql-step failed: cannot drop table a because other objects depend on it.");
        assertThat(failure.hint())
                .isEqualTo(
                        "Its down was rolled back: the migration counts as applied. Have it drop what depends on that"
                                + " first; what a repeatable migration made, the next migrate makes again.");
    }

    @Test
    void repeatableMigrationsStayAndAreRunAgainByTheNextMigrate() throws SQLException {
        DiscoveredMigration column =
                undoneBy(sql(2, "ALTER TABLE a ADD COLUMN n int"), "DROP VIEW v", "ALTER TABLE a DROP COLUMN n");
        DiscoveredMigration view = repeatable("v", "CREATE OR REPLACE VIEW v AS SELECT n FROM a");
        applied(A, column, view);

        Run run = Run.on(database);
        Outcome outcome = run.rollback(last(1), A, column, view);

        assertThat(outcome.failure()).isEmpty();
        assertThat(run.lines).contains("plans: 002-sql-step", "stays: 001-sql-step", "again: R-v");
        assertThat(states(outcome))
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING, MigrationState.PENDING);
        applied(A, column, view);
        assertThat(database.value("SELECT count(n) FROM v")).isEqualTo("0");
    }

    @Test
    void aDownThatFailsIsRolledBackAndThoseBeforeItStayUndone() throws SQLException {
        DiscoveredMigration fails =
                undoneBy(sql(2, "CREATE TABLE b ()"), "CREATE TABLE trace ()", "DROP TABLE nothing");
        applied(A, fails, C);

        Outcome outcome = Run.on(database).rollback(downTo("001"), A, fails, C);

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("002-sql-step failed: table \"nothing\" does not exist.");
        assertThat(outcome.failure().orElseThrow().failure().place().origin())
                .contains("db/migration/002-sql-step.down.sql");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Its down was rolled back: the migration counts as applied. Fix the down.");
        assertThat(states(outcome))
                .containsExactly(MigrationState.APPLIED, MigrationState.APPLIED, MigrationState.PENDING);
        assertThat(database.value(TABLES)).isEqualTo("a b");
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied");
        assertThat(database.value(UNDONE)).isEqualTo("003 sql-step");
    }

    @Test
    void aHalfUndoneMigrationIsGoneOnWithAndNotMigratedOver() throws SQLException {
        String[] down = {"DROP INDEX CONCURRENTLY IF EXISTS t_n", "SELECT 1 / z FROM zero"};
        DiscoveredMigration[] all = {
            undoneBy(sql(1, "CREATE TABLE t (n int)"), "DROP TABLE t"),
            undoneOutside(nonTransactional(2, "CREATE INDEX CONCURRENTLY t_n ON t (n)"), down)
        };
        database.execute("CREATE TABLE zero AS SELECT 0 AS z");
        applied(all);

        Outcome outcome = Run.on(database).rollback(downTo("001"), all);

        assertThat(outcome.failure().orElseThrow()).hasMessage("002-sql-step failed: division by zero.");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Its down is not transactional: the statements before this one stay, and the next rollback"
                        + " runs it from its top. Fix the down.");
        assertThat(states(outcome)).containsExactly(MigrationState.APPLIED, MigrationState.HALF_UNDONE);
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 undoing");

        Outcome migrated = Run.on(database).migrate(all);
        assertThat(migrated.failure().orElseThrow())
                .hasMessage(
                        "002-sql-step is half undone: its down, which is not transactional, began and has not ended.");
        assertThat(migrated.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.HALF_UNDONE);
        assertThat(migrated.failure().orElseThrow().failure().hint())
                .isEqualTo(
                        "Run nexus:rollback -Dnexus.count=1, which runs that down again; then nexus:migrate applies the"
                                + " migration again.");
        assertThat(Run.on(database).rollback(downTo("002"), all).failure().orElseThrow())
                .hasMessage("002-sql-step is half undone and would stay so.");

        // Corrected: a down that has failed half way may be edited.
        all[1] = undoneOutside(all[1], "DROP INDEX CONCURRENTLY IF EXISTS t_n");
        assertThat(Run.on(database).rollback(last(1), all).failure()).isEmpty();
        assertThat(database.value(STATES)).isEqualTo("001 applied");
        assertThat(database.value(UNDONE)).isEqualTo("002 sql-step");
        applied(all);
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void theDownOfAnOnlineMigrationUndoesBothOfItsParts() throws SQLException {
        DiscoveredMigration online = undoneBy(
                (JavaMigration) online(
                        2, db -> db.addColumn("a", "n", "int"), db -> db.createIndex(Index.of("a_n", "a", "(n)"))),
                db -> db.execute("ALTER TABLE a DROP COLUMN n"));
        applied(A, online);

        assertThat(Run.on(database).rollback(last(1), A, online).failure()).isEmpty();

        assertThat(database.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0"
                        + " AND NOT attisdropped"))
                .isEqualTo("0");
        assertThat(database.value("SELECT to_regclass('a_n')")).isEqualTo("null");
        applied(A, online);
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_n'::regclass"))
                .isEqualTo("t");
    }
}
