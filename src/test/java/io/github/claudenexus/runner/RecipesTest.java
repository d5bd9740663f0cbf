package io.github.claudenexus.runner;

import static io.github.claudenexus.history.MigrationState.APPLIED;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/history-table.md tells its readers to do by hand, done with the very statements that stand there. */
class RecipesTest extends DatabaseTest {

    @Test
    void oneMigrationTakesThePlaceOfSeveral() throws SQLException {
        Run run = Run.on(database);
        run.migrate(sql(1, "CREATE TABLE item (id int)"), sql(2, "ALTER TABLE item ADD COLUMN owner text"));
        DiscoveredMigration whole = sql(2, "CREATE TABLE item (id int, owner text)");

        database.execute("DELETE FROM nexus_migrations");
        assertThat(run.migrator()
                        .baseline(Run.set(List.of(whole)), whole.id().version())
                        .failure())
                .isEmpty();

        assertThat(run.status(whole).migrations())
                .extracting(MigrationResult::state)
                .containsExactly(APPLIED);
    }

    @Test
    void aTenantHasTablesAndHistoryInItsOwnSchema() throws SQLException {
        database.execute("CREATE SCHEMA t1; CREATE SCHEMA t2");
        for (String tenant : new String[] {"t1", "t2"}) {
            Run run = Run.on(database.url() + "?options=-c%20search_path%3D" + tenant)
                    .schema(tenant);
            assertThat(run.migrate(sql(1, "CREATE TABLE item (id int)")).failure())
                    .isEmpty();
        }

        assertThat(database.value("SELECT string_agg(oid::regclass::text, ', ' ORDER BY oid::regclass::text)"
                        + " FROM pg_class WHERE relkind = 'r' AND relname IN ('item', 'nexus_migrations')"))
                .isEqualTo("t1.item, t1.nexus_migrations, t2.item, t2.nexus_migrations");
    }
}
