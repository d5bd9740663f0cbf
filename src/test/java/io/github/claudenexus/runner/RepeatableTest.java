package io.github.claudenexus.runner;

import static io.github.claudenexus.history.MigrationState.APPLIED;
import static io.github.claudenexus.history.MigrationState.INTERRUPTED;
import static io.github.claudenexus.history.MigrationState.MISSING;
import static io.github.claudenexus.history.MigrationState.PENDING;
import static io.github.claudenexus.testing.Migrations.nonTransactionalRepeatable;
import static io.github.claudenexus.testing.Migrations.repeatable;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Migrations that are applied whenever their content has changed: views, functions, grants. */
class RepeatableTest extends DatabaseTest {

    private static final String ROWS = """
            SELECT string_agg(concat_ws(' ', version, name, state, applied_order), ', ' ORDER BY applied_order)
            FROM nexus_migrations""";

    private final DiscoveredMigration table = sql(1, "CREATE TABLE item (id int)");
    private final DiscoveredMigration column = sql(2, "ALTER TABLE item ADD COLUMN owner text");
    private final DiscoveredMigration view = repeatable("items", "CREATE OR REPLACE VIEW items AS SELECT id FROM item");
    private final DiscoveredMigration changedView =
            repeatable("items", "CREATE OR REPLACE VIEW items AS SELECT id, owner FROM item");
    private final DiscoveredMigration function =
            repeatable("count", "CREATE OR REPLACE FUNCTION n() RETURNS int LANGUAGE sql AS 'SELECT 1'");

    @Test
    void theyAreAppliedLastInTheOrderOfTheirNames() throws SQLException {
        Run run = Run.on(database);

        assertThat(run.migrate(view, function, table).failure()).isEmpty();

        assertThat(applied(run)).containsExactly("applied: 001-sql-step", "applied: R-count", "applied: R-items");
        assertThat(database.value(ROWS)).isEqualTo("001 sql-step applied 1, R count applied 2, R items applied 3");
    }

    @Test
    void theyAreAppliedAgainWhenTheyHaveChangedAndOnlyThen() throws SQLException {
        Run.on(database).migrate(table, function, view);
        Run second = Run.on(database);

        assertThat(second.status(table, column, function, changedView).migrations())
                .extracting(MigrationResult::state)
                .containsExactly(APPLIED, PENDING, APPLIED, PENDING);
        assertThat(second.migrate(table, column, function, changedView).failure())
                .isEmpty();

        assertThat(applied(second)).containsExactly("applied: 002-sql-step", "applied: R-items");
        assertThat(database.value("SELECT count(owner) FROM items")).isEqualTo("0");
        assertThat(database.value(ROWS))
                .isEqualTo("001 sql-step applied 1, R count applied 2, 002 sql-step applied 4, R items applied 5");
        Run third = Run.on(database);
        assertThat(third.migrate(table, column, function, changedView).failure())
                .isEmpty();
        assertThat(applied(third)).isEmpty();
    }

    @Test
    void oneThatFailsLeavesWhatWasThereAndItsRow() throws SQLException {
        Run.on(database).migrate(table, view);
        String row = database.value("SELECT h::text FROM nexus_migrations h WHERE name = 'items'");

        Outcome outcome = Run.on(database)
                .migrate(table, repeatable("items", "DROP VIEW items", "CREATE VIEW items AS SELECT nothing"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessageStartingWith("R-items failed: column \"nothing\" does not exist");
        assertThat(database.value("SELECT count(*) FROM items")).isEqualTo("0");
        assertThat(database.value("SELECT h::text FROM nexus_migrations h WHERE name = 'items'"))
                .isEqualTo(row);
    }

    @Test
    void upToATargetNoneIsApplied() throws SQLException {
        PlanRequest target = new PlanRequest(Optional.of(version(1)), Optional.empty(), false);

        assertThat(Run.on(database)
                        .migrate(Run.set(List.of(table, column, changedView)), target)
                        .failure())
                .isEmpty();

        assertThat(database.value(ROWS)).isEqualTo("001 sql-step applied 1");
    }

    @Test
    void oneThatIsGoneStopsNothing() {
        Run.on(database).migrate(table, view);

        Outcome outcome = Run.on(database).migrate(table, column);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(APPLIED, APPLIED, MISSING);
    }

    @Test
    void oneOutsideOfATransactionIsTakenUpAgainAndBegunAnewWhenItHasChanged() throws SQLException {
        DiscoveredMigration index = nonTransactionalRepeatable(
                "index", "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON item (id)", "TABLE late");
        assertThat(Run.on(database).migrate(table, index).failure()).isPresent();
        assertThat(Run.on(database).status(table, index).migrations())
                .extracting(MigrationResult::state)
                .containsExactly(APPLIED, INTERRUPTED);
        database.execute("CREATE TABLE late ()");
        assertThat(Run.on(database).migrate(table, index).failure()).isEmpty();
        // An index that somebody else has left invalid since.
        database.execute("INSERT INTO item VALUES (1), (1)");
        assertThatThrownBy(() -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY others ON item (id)"))
                .hasMessageContaining("could not create unique index");

        DiscoveredMigration changed = nonTransactionalRepeatable("index", "REINDEX INDEX CONCURRENTLY a");
        assertThat(Run.on(database).migrate(table, changed).failure()).isEmpty();

        assertThat(database.value(ROWS)).endsWith("R index applied 4");
    }

    private static List<String> applied(Run run) {
        return run.lines.stream().filter(line -> line.startsWith("applied: ")).toList();
    }

    @Test
    void theyMakeNoMigrationLate() {
        Run.on(database).migrate(table, view);

        assertThat(Run.on(database).migrate(table, column, view).migrations())
                .noneMatch(one -> one.entry().outOfOrder());
    }
}
