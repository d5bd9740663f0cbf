package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.id;
import static io.github.claudenexus.testing.Migrations.repeatable;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.PlanRequest.Others;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has made what a row of the history stands for: nexus, another tool, or nobody knows. */
class RecordedByTest extends DatabaseTest {

    private static final PlanRequest TAKE_OVER =
            new PlanRequest(Optional.empty(), Optional.empty(), false, false, false, Others.TAKE_OVER);
    private static final RollbackRequest ALL = new RollbackRequest(new RollbackRequest.All(), false, Optional.empty());

    private static final String ROWS = """
            SELECT string_agg(concat_ws(' ', version, recorded_by), ', ' ORDER BY applied_order)
            FROM nexus_migrations""";

    private final MigrationSet tables = Run.set(List.of(table(1), table(2), table(3)));

    /** Makes a table, and drops it. */
    private static DiscoveredMigration table(int number) {
        return undoneBy(sql(number, "CREATE TABLE t" + number + " (id int)"), "DROP TABLE t" + number);
    }

    /** A history of Flyway with these rows: rank, version, type. */
    private void flyway(String rows) throws SQLException {
        database.execute("""
                CREATE TABLE flyway_schema_history (
                  installed_rank integer PRIMARY KEY, version varchar, type varchar,
                  description varchar DEFAULT '', script varchar DEFAULT '', checksum integer,
                  installed_by varchar DEFAULT 'x', installed_on timestamp DEFAULT now(),
                  execution_time integer DEFAULT 0, success boolean DEFAULT true);
                INSERT INTO flyway_schema_history (installed_rank, version, type) VALUES\s""" + rows + """
                ; CREATE TABLE t1 (id int); CREATE TABLE t2 (id int); CREATE TABLE t3 (id int)""");
    }

    @Test
    void whatAnotherToolHasOnlyBaselinedIsNeverUndone() throws SQLException {
        flyway("(1, '2', 'BASELINE'), (2, '3', 'SQL')");
        Run run = Run.on(database);

        assertThat(run.migrate(tables, TAKE_OVER).failure()).isEmpty();

        assertThat(run.lines)
                .containsExactly(
                        "says: Recorded as the baseline, and not run: 001-sql-step, 002-sql-step",
                        "says: Taken over, and not run: 003-sql-step");
        assertThat(database.value(ROWS)).isEqualTo("001 baseline, 002 baseline, 003 takeOver");
        Failure failure =
                Run.on(database).rollback(tables, ALL).failure().orElseThrow().failure();
        assertThat(failure.message())
                .isEqualTo("002-sql-step cannot be undone on this database: it is a part of the baseline, and was never"
                        + " applied by nexus.");
        assertThat(database.value("SELECT to_regclass('t3')")).isEqualTo("t3");
        assertThat(Run.on(database).rollback(tables, RollbackRequest.LAST).failure())
                .isEmpty();
        assertThat(database.value("SELECT concat_ws(' ', to_regclass('t1'), to_regclass('t2'), to_regclass('t3'))"))
                .isEqualTo("t1 t2");
    }

    @Test
    void whatHasARowOfItsOwnBelowABaselineIsTakenOver() throws SQLException {
        flyway("(1, '1', 'SQL'), (2, '2', 'BASELINE'), (3, '3', 'SQL')");

        assertThat(Run.on(database).migrate(tables, TAKE_OVER).failure()).isEmpty();

        assertThat(database.value(ROWS)).isEqualTo("001 takeOver, 002 baseline, 003 takeOver");
    }

    @Test
    void aRepeatableMigrationThatIsAppliedAgainWasApplied() throws SQLException {
        Run.on(database).migrate(repeatable("view", "CREATE OR REPLACE VIEW v AS SELECT 1 AS n"));
        database.execute("UPDATE nexus_migrations SET recorded_by = 'takeOver'");

        Outcome edited = Run.on(database).migrate(repeatable("view", "CREATE OR REPLACE VIEW v AS SELECT 2 AS n"));

        assertThat(edited.failure()).isEmpty();
        assertThat(edited.migrations()).noneMatch(MigrationResult::isOnlyRecorded);
        assertThat(database.value(ROWS)).isEqualTo("R migrate");
    }

    /** It has been there before nexus was: its down would drop what others have made. */
    @Test
    void oneOfTheBaselineThatIsAppliedAgainWasAppliedAndIsStillNotUndone() throws SQLException {
        database.execute("CREATE TABLE t (n int)");
        MigrationSet set = Run.set(List.of(Migrations.of(1, new Fill(), false)));
        assertThat(Run.on(database).migrator().baseline(set, version(1)).failure())
                .isEmpty();

        Outcome again = Run.on(database)
                .migrate(set, new PlanRequest(Optional.empty(), Optional.of(version(1)), false, true, false));

        assertThat(again.failure()).isEmpty();
        assertThat(again.migrations()).noneMatch(MigrationResult::isOnlyRecorded);
        assertThat(database.value("SELECT recorded_by || already_there::text FROM nexus_migrations"))
                .isEqualTo("migrate{\"all that is of the baseline\"}");
        Migration undone = new Fill() {
            @Override
            public void down(Database database) throws SQLException {
                database.execute("DELETE FROM t");
            }
        };
        MigrationSet reversible = Run.set(List.of(new JavaMigration(
                id(1, "java-step"), Run.checksum("java1"), "test.M1", () -> undone, false, true, Declarations.NONE)));
        assertThat(Run.on(database).rollback(reversible, ALL).failure().orElseThrow())
                .hasMessage("001-java-step cannot be undone on this database: its up found already there what its down"
                        + " would drop: all that is of the baseline.");
    }

    /** Adds a row. */
    private static class Fill implements Migration {

        @Override
        public void up(Database database) throws SQLException {
            database.execute("INSERT INTO t VALUES (1)");
        }

        @Override
        public boolean safeToRepeat() {
            return true;
        }
    }
}
