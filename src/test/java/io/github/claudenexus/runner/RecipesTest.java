package io.github.claudenexus.runner;

import static io.github.claudenexus.history.MigrationState.APPLIED;
import static io.github.claudenexus.history.MigrationState.PENDING;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/history-table.md tells its readers to do by hand, done with the very statements that stand there. */
class RecipesTest extends DatabaseTest {

    @Test
    void whatIsThereAlreadyIsRecordedByHandAndTheRestIsApplied() throws SQLException, IOException {
        DiscoveredMigration[] all = {
            sql(1, "CREATE TABLE item (id int)"),
            sql(2, "ALTER TABLE item ADD COLUMN owner text"),
            sql(3, "ALTER TABLE item ADD COLUMN price int")
        };
        database.execute("CREATE TABLE item (id int, owner text)");

        database.execute(resource("nexus_migrations.sql"));
        database.execute(resource("record-by-hand.sql").replace(":'status'", "'" + status(all) + "'"));

        Run run = Run.on(database);
        assertThat(run.status(all).migrations())
                .extracting(MigrationResult::state)
                .containsExactly(APPLIED, APPLIED, PENDING);
        assertThat(run.migrate(all).failure()).isEmpty();
        assertThat(run.lines).contains("applied: " + all[2].id()).doesNotContain("applied: " + all[1].id());
        assertThat(database.value("SELECT count(price) FROM item")).isEqualTo("0");
        assertThat(database.value("SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM"
                        + " nexus_migrations WHERE plugin_version = 'by hand'"))
                .isEqualTo("1 applied, 2 applied");
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

    // As status.json has them, members that the statement does not read left out.
    private static String status(DiscoveredMigration... migrations) {
        return Stream.of(migrations)
                .map(it -> String.format(
                        "{\"number\": \"%s\", \"name\": \"%s\", \"kind\": \"%s\", \"checksum\": \"%s:%s\"}",
                        it.id().version(),
                        it.id().name(),
                        it.kind(),
                        it.checksum().algorithm(),
                        it.checksum().value()))
                .collect(Collectors.joining(", ", "{\"migrations\": [", "]}"));
    }

    private static String resource(String name) throws IOException {
        String path = "/io/github/claudenexus/history/" + name;
        try (InputStream stream = Objects.requireNonNull(RecipesTest.class.getResourceAsStream(path), path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
