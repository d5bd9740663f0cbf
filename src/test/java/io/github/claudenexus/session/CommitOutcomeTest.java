package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.sql.Declarations;
import io.github.claudenexus.sql.SqlScript;
import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is said of a migration that the history counts as applied after the connection was lost. */
class CommitOutcomeTest extends DatabaseTest {

    private static final String DIE = "SELECT pg_terminate_backend(pg_backend_pid())";

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
        database.execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN SET client_connection_check_interval = 0; PERFORM pg_sleep(2); RETURN NULL; END'; CREATE TRIGGER slow AFTER UPDATE ON nexus_migrations"
                + " FOR EACH ROW WHEN (OLD.state = 'started' AND NEW.state = 'applied') EXECUTE FUNCTION slow()");
        String url = database.url().replaceFirst("^postgresql://([^:@]+)(?::([^@]+))?@", "jdbc:postgresql://$1:$2@");

        // Or the server would notice that its client is gone, and roll back.
        Outcome outcome = Run.on(url + "?socketTimeout=1").migrate(first, nonTransactional(2, "SELECT 1"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "The connection was lost at the end of 002-sql-step, which has been committed all the same.");
    }

    @Test
    void aLostDownIsNotCommitted() {
        SqlMigration up = (SqlMigration) sql(1, "CREATE TABLE t ()");
        DiscoveredMigration both = new SqlMigration(
                up.id(),
                up.checksum(),
                up.up(),
                Optional.of(new SqlScript(
                        "db/migration/001-sql-step.down.sql",
                        List.of(Statement.in("test.sql", 1, 1, DIE)),
                        true,
                        Declarations.NONE)));
        assertThat(Run.on(database).migrate(both).failure()).isEmpty();

        Outcome outcome = Run.on(database).undo(1, both);

        assertThat(outcome.failure().orElseThrow().getMessage())
                .startsWith("The connection was lost while 001-sql-step ran: ");
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.APPLIED);
    }
}
