package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.reversible;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.undoneOutside;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is said of a migration that the history counts as applied after the connection was lost. */
class CommitOutcomeTest extends DatabaseTest {

    private static final String DIE = "SELECT pg_terminate_backend(pg_backend_pid())";

    // Or the server would notice that its client is gone, and roll back.
    private static final String SLOW = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN SET"
            + " client_connection_check_interval = 0; PERFORM pg_sleep(2); RETURN NULL; END'; ";

    @Test
    void aLostOnlinePartOutsideABatchIsNotOurs() {
        AtomicInteger tries = new AtomicInteger();
        DiscoveredMigration[] self = new DiscoveredMigration[1];
        self[0] = online(1, db -> {}, db -> {
            if (tries.incrementAndGet() == 1) {
                try {
                    db.execute(DIE);
                } catch (SQLException lost) {
                    assertThat(Run.on(database).migrate(self).failure()).isEmpty();
                    throw lost;
                }
            }
        });

        Outcome outcome = Run.on(database).migrate(self);

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost in the middle of 001-java-step. What this run had not committed was"
                                + " rolled back, and another runner has applied it since.");
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.APPLIED);
    }

    @Test
    void aLostAnswerToTheLastStepCountsAsCommitted() throws SQLException {
        DiscoveredMigration first = sql(1, "SELECT 1");
        assertThat(Run.on(database).migrate(first).failure()).isEmpty();
        database.execute(SLOW + "CREATE TRIGGER slow AFTER UPDATE ON nexus_migrations"
                + " FOR EACH ROW WHEN (OLD.state = 'started' AND NEW.state = 'applied') EXECUTE FUNCTION slow()");

        Outcome outcome = Run.on(impatient()).migrate(first, nonTransactional(2, "SELECT 1"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost at the end of 002-sql-step, which has been committed all the same.");
    }

    @Test
    void aLostDownIsNotCommitted() {
        DiscoveredMigration both = undoneBy(sql(1, "CREATE TABLE t ()"), DIE);
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();

        Outcome outcome = Run.on(database).undo(both);

        assertThat(outcome.failure().orElseThrow().getMessage())
                .startsWith("The connection was lost while the down of 001-sql-step ran: ");
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.APPLIED);
    }

    @Test
    void aLostAnswerToTheCommitOfADownCountsAsUndone() throws SQLException {
        DiscoveredMigration both = undoneBy(sql(1, "CREATE TABLE t ()"), "DROP TABLE t");
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();
        database.execute(SLOW + "CREATE CONSTRAINT TRIGGER slow AFTER DELETE ON nexus_migrations"
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");

        Outcome outcome = Run.on(impatient()).undo(both);

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost at the end of the down of 001-sql-step, which has been undone all the"
                                + " same.");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo(
                        "Run nexus:rollback again, with nexus.target: what was undone is recorded, and nexus.count would"
                                + " start again from there.");
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);
        assertThat(database.value("SELECT count(*) FROM nexus_rollbacks")).isEqualTo("1");
    }

    @Test
    void aLostAnswerToTheEndOfADownWithoutATransactionCountsAsUndone() throws SQLException {
        DiscoveredMigration both = undoneOutside(sql(1, "CREATE TABLE t ()"), "DROP TABLE t");
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();
        database.execute(SLOW + "CREATE TRIGGER slow AFTER DELETE ON nexus_migrations"
                + " FOR EACH ROW EXECUTE FUNCTION slow()");

        assertThat(Run.on(impatient()).undo(both).failure().orElseThrow())
                .hasMessage(
                        "The connection was lost at the end of the down of 001-sql-step, which has been undone all the"
                                + " same.");
    }

    @Test
    void aDownThatAnotherRunHasDoneMeanwhileIsNotOurs() {
        AtomicInteger tries = new AtomicInteger();
        DiscoveredMigration[] self = new DiscoveredMigration[1];
        self[0] = reversible(1, db -> {}, db -> {
            if (tries.incrementAndGet() == 1) {
                try {
                    db.execute(DIE);
                } catch (SQLException lost) {
                    assertThat(Run.on(database).undo(self).failure()).isEmpty();
                    throw lost;
                }
            }
        });
        assertThat(Run.on(database).migrate(self).failure()).isEmpty();

        assertThat(Run.on(database).undo(self).failure().orElseThrow())
                .hasMessage("The connection was lost in the middle of the down of 001-java-step. What this run had not"
                        + " committed was rolled back, and another runner has undone it since.");
    }

    /** The database, given up after a second without an answer. */
    private String impatient() {
        return database.url().replaceFirst("^postgresql://([^:@]+)(?::([^@]+))?@", "jdbc:postgresql://$1:$2@")
                + "?socketTimeout=1";
    }

    @Test
    void whatWasAppliedBeforeIsNoOtherRunnersWork() {
        AtomicInteger runs = new AtomicInteger();
        DiscoveredMigration twice = Migrations.of(
                1,
                new Migration() {
                    @Override
                    public void up(Database db) throws SQLException {
                        db.execute(runs.incrementAndGet() == 1 ? "SELECT 1" : DIE);
                    }

                    @Override
                    public boolean safeToRepeat() {
                        return true;
                    }
                },
                false);
        assertThat(Run.on(database).migrate(twice).failure()).isEmpty();

        Outcome outcome = Run.on(database)
                .migrate(
                        Run.set(List.of(twice)),
                        new PlanRequest(Optional.empty(), Optional.of(Migrations.version(1)), false, true, false));

        assertThat(outcome.failure().orElseThrow().getMessage())
                .startsWith("The connection was lost while 001-java-step ran: ");
    }

    @Test
    void aLostAnswerToTheCommitOfABaselineCountsAsCommitted() throws SQLException {
        DiscoveredMigration first = online(1, db -> {}, db -> {});
        assertThat(Run.on(database).migrate(first).failure()).isEmpty();
        database.execute("DELETE FROM nexus_migrations; " + SLOW + "CREATE CONSTRAINT TRIGGER slow AFTER INSERT"
                + " ON nexus_migrations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");

        Outcome outcome = Run.on(impatient()).migrator().baseline(Run.set(List.of(first)), Migrations.version(1));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost at the end of 001-java-step, which has been committed all the same.");
    }

    @Test
    void aTimeOutOfTheUrlIsNamed() {
        Failure failure = Run.on(impatient())
                .migrate(sql(1, "SELECT pg_sleep(3)"))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.message())
                .isEqualTo("The connection was lost while 001-sql-step ran: no answer came within socketTimeout of the"
                        + " database URL.");
        assertThat(failure.hint())
                .isEqualTo(
                        "Take socketTimeout out of the URL. Run migrate again: what was committed is recorded, what was"
                                + " not has been rolled back.");
    }
}
