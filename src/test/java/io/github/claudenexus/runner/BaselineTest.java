package io.github.claudenexus.runner;

import static io.github.claudenexus.history.MigrationState.APPLIED;
import static io.github.claudenexus.history.MigrationState.PENDING;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database that was made without nexus, and is said to have the first migrations already. */
class BaselineTest extends DatabaseTest {

    private static final String ROWS = """
            SELECT string_agg(concat_ws(' ', version, name, kind, state, recorded_by, applied_order), ', '
                              ORDER BY applied_order)
            FROM nexus_migrations""";

    private final DiscoveredMigration[] all = {
        sql(1, "CREATE TABLE item (id int)"),
        sql(2, "CREATE VIEW items AS SELECT id FROM item"),
        sql(
                3,
                "CREATE TABLE owner (id int)",
                "CREATE INDEX owner_id ON owner (id)",
                "ALTER TABLE item ADD COLUMN owner int, ADD COLUMN price int"),
        sql(4, "CREATE OR REPLACE VIEW items AS SELECT id FROM item", "CREATE TEMP TABLE item (id int)")
    };

    @Test
    void whatIsAtOrBelowItIsRecordedAndNothingIsRun() throws SQLException {
        database.execute("CREATE TABLE item (id int); CREATE VIEW items AS SELECT id FROM item");
        Run run = Run.on(database);

        Outcome recorded = run.migrator().baseline(Run.set(List.of(all)), version(2));

        assertThat(recorded.failure()).isEmpty();
        assertThat(recorded.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(APPLIED, APPLIED, PENDING, PENDING);
        assertThat(run.lines)
                .containsExactly("says: Recorded as the baseline, and not run: 001-sql-step, 002-sql-step");
        assertThat(database.value(ROWS))
                .isEqualTo("001 sql-step sql applied baseline 1, 002 sql-step sql applied baseline 2");
        assertThat(database.value("SELECT to_regclass('owner')")).isEqualTo("null");
        assertThat(run.migrate(all).failure()).isEmpty();
        assertThat(database.value("SELECT string_agg(recorded_by, ' ' ORDER BY version) FROM nexus_migrations"))
                .isEqualTo("baseline baseline migrate migrate");
    }

    @Test
    void itIsRefusedWhereThereIsAHistory() {
        Run.on(database).migrate(all[0]);

        Failure failure = refused(2);
        assertThat(failure.message())
                .isEqualTo(
                        "nexus.baseline is for a database without a history, and public.nexus_migrations has 1 row.");
        assertThat(failure.hint()).isEqualTo("Leave nexus.baseline out: nexus:migrate applies what is pending.");
    }

    @Test
    void itIsRefusedAboveAndBelowAllVersions() throws SQLException {
        Failure above = refused(5);
        assertThat(above.message())
                .isEqualTo("nexus.baseline names 005, and the highest version is that of 004-sql-step.");
        assertThat(above.hint()).isEqualTo("Name the last version whose changes this database has already.");
        assertThat(refused(0).message())
                .isEqualTo("nexus.baseline names 000, and the lowest version is that of 001-sql-step.");
        assertThat(database.value("SELECT to_regclass('nexus_migrations')")).isEqualTo("null");
    }

    @Test
    void itIsRefusedWhereWhatALaterMigrationCreatesIsThereAlready() throws SQLException {
        database.execute("CREATE TABLE item (id int); CREATE VIEW items AS SELECT id FROM item;"
                + " CREATE TABLE owner (id int); CREATE INDEX owner_id ON owner (id); ALTER TABLE item ADD owner int");

        assertThat(refused(2).message())
                .isEqualTo(
                        "nexus.baseline names 002, and the database has more already: the table owner"
                                + " (003-sql-step), the index owner_id (003-sql-step), the column owner of item (003-sql-step).");
        assertThat(database.value("SELECT to_regclass('nexus_migrations')")).isEqualTo("null");
        assertThat(Run.on(database)
                        .migrator()
                        .baseline(Run.set(List.of(all)), version(3))
                        .failure())
                .isEmpty();
    }

    /** Here by an event trigger, as the table of the history is made. */
    @Test
    void nothingIsRecordedWhereTheLockIsGone() throws SQLException {
        database.execute("""
                CREATE FUNCTION release() RETURNS event_trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_advisory_unlock_all(); END';
                CREATE EVENT TRIGGER release ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION release()""");

        Failure failure = Run.on(database)
                .migrator()
                .baseline(Run.set(List.of(all)), version(1))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.message()).isEqualTo("The run's lock was gone when the history was to be written.");
        assertThat(failure.hint())
                .isEqualTo("Nothing was written. Where a pooler in transaction mode is between, connect to the server"
                        + " itself; where a precheck or a trigger calls pg_advisory_unlock_all(), take that out. Then run"
                        + " it again.");
        assertThat(database.value("SELECT count(*) FROM nexus_migrations")).isEqualTo("0");
    }

    private Failure refused(int version) {
        Failure failure = Run.on(database)
                .migrator()
                .baseline(Run.set(List.of(all)), version(version))
                .failure()
                .orElseThrow()
                .failure();
        assertThat(failure.code()).isEqualTo(FailureCode.BASELINE);
        return failure;
    }
}
