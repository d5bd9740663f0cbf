package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.migration.Migration;
import io.github.claudenexus.migration.Online;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A migration that is applied can be applied again on purpose, where its author says that this does no harm. */
class AgainTest extends DatabaseTest {

    private static final PlanRequest AGAIN =
            new PlanRequest(Optional.empty(), Optional.of(Migrations.version(1)), false, true, false);

    private boolean fails;
    private boolean notes;

    @Test
    void upAndOnlineRunFromTheirBeginningAndTheHistoryKeepsTheFirstTime() throws SQLException {
        DiscoveredMigration fill = Migrations.of(1, new Fill(), true);
        assertThat(Run.on(database).migrate(fill).failure()).isEmpty();
        String first = database.value("SELECT applied_at::text FROM nexus_migrations");
        database.execute("INSERT INTO t VALUES (4)");

        Outcome again = Run.on(database).migrate(Run.set(List.of(fill)), AGAIN);

        assertThat(again.failure()).isEmpty();
        assertThat(again.ran()).hasSize(1);
        assertThat(database.value("SELECT count(*) FROM t WHERE done")).isEqualTo("4");
        assertThat(database.value("SELECT state || already_there::text FROM nexus_migrations"))
                .isEqualTo("applied{}");
        assertThat(database.value("SELECT (progress -> 'appliedBefore' -> 0 ->> 'at')::timestamptz = '" + first
                        + "' AND applied_at > '" + first + "' FROM nexus_migrations"))
                .isEqualTo("t");
    }

    @Test
    void anInterruptedMigrationContinuesAndMayBeUndone() throws SQLException {
        DiscoveredMigration fill = Migrations.of(1, new Fill(), true);
        assertThat(Run.on(database).migrate(fill).failure()).isEmpty();
        fails = true;
        assertThat(Run.on(database).migrate(Run.set(List.of(fill)), AGAIN).failure())
                .isPresent();
        assertThat(database.value("SELECT state FROM nexus_migrations")).isEqualTo("online");
        fails = false;
        notes = true;

        assertThat(Run.on(database).migrate(fill).failure()).isEmpty();

        assertThat(database.value("SELECT state || already_there::text FROM nexus_migrations"))
                .isEqualTo("applied{}");
    }

    @Test
    void aPendingMigrationIsAppliedTheFirstTime() throws SQLException {
        Outcome outcome = Run.on(database).migrate(Run.set(List.of(Migrations.of(1, new Fill(), true))), AGAIN);

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT progress ? 'appliedBefore' FROM nexus_migrations"))
                .isEqualTo("f");
    }

    @Test
    void aMigrationNotDeclaredRepeatableIsRefused() throws SQLException {
        DiscoveredMigration table = Migrations.sql(1, "CREATE TABLE IF NOT EXISTS t (n int)");
        assertThat(Run.on(database).migrate(table).failure()).isEmpty();

        Outcome again = Run.on(database).migrate(Run.set(List.of(table)), AGAIN);

        assertThat(again.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.NOT_REPEATABLE);
        assertThat(again.failure().orElseThrow())
                .hasMessageMatching("001-sql-step was applied on .* and is not declared safe to apply again\\.");
        assertThat(again.ran()).isEmpty();
    }

    private final class Fill implements Migration {

        @Override
        public void up(Database database) throws SQLException {
            if (!database.has().table("t")) {
                database.execute("CREATE TABLE t (n int PRIMARY KEY)");
                database.execute("INSERT INTO t VALUES (1), (2), (3)");
            }
            database.addColumn("t", "done", "boolean");
        }

        @Override
        public void online(Online online) throws Exception {
            online.createIndex(Index.of("t_done", "t", "(done)"));
            if (notes) {
                online.found("table t");
            }
            if (fails) {
                throw new IllegalStateException("stopped");
            }
            online.batches("fill", (batch, after) -> {
                batch.execute("UPDATE t SET done = true WHERE done IS NULL");
                return Batch.Reached.END;
            });
        }

        @Override
        public boolean safeToRepeat() {
            return true;
        }
    }
}
