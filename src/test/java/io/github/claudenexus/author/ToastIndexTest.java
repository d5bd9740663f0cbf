package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REINDEX CONCURRENTLY rebuilds the index of a TOAST table too, and leaves it when it is interrupted. */
class ToastIndexTest extends DatabaseTest {

    private static final String INVALID =
            "SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE NOT indisvalid";

    private String role() {
        return database.name() + "_w";
    }

    @BeforeEach
    void table() throws SQLException {
        TestDatabase.admin("CREATE ROLE " + role() + " LOGIN PASSWORD 'r'");
        database.execute("CREATE SCHEMA s; CREATE TABLE s.t (b text); ALTER SCHEMA s OWNER TO " + role()
                + "; ALTER TABLE s.t OWNER TO " + role() + "; GRANT CREATE ON SCHEMA public TO " + role());
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + role());
        TestDatabase.admin("DROP ROLE " + role());
    }

    private String interrupted(Run run, DiscoveredMigration file) throws Exception {
        CompletableFuture<Outcome> migrating;
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute("INSERT INTO s.t VALUES ('a')");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(file));
            for (int tries = 0; tries < 300 && database.value(INVALID).equals("null"); tries++) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'REINDEX%'"
                    + " AND datname = current_database()");
            assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isPresent();
        }
        assertThat(database.value(INVALID)).matches("pg_toast\\.pg_toast_\\d+_index_ccnew");
        return database.value(INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REINDEX TABLE CONCURRENTLY s.t", "REINDEX SCHEMA CONCURRENTLY s"})
    void aToastIndexIsDropped(String sql) throws Exception {
        DiscoveredMigration file = nonTransactional(1, sql);
        String left = interrupted(Run.on(database), file);
        Run run = Run.on(database);

        assertThat(run.migrate(file).failure()).isEmpty();

        assertThat(run.lines)
                .contains("says: drops " + left + ", which a REINDEX CONCURRENTLY that did not end has left")
                .noneMatch(line -> line.startsWith("warns: " + left));
        assertThat(database.value(INVALID)).isEqualTo("null");
    }

    @Test
    void aRoleWithoutTheRightIsToldWhoMayDropIt() throws Exception {
        DiscoveredMigration file = nonTransactional(1, "REINDEX TABLE CONCURRENTLY s.t");
        Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role() + ":r@"));
        String left = interrupted(run, file);

        assertThat(run.migrate(file).failure()).isEmpty();

        assertThat(run.lines)
                .filteredOn(line -> line.startsWith("warns: " + left))
                .containsExactly("warns: " + left + " stays: it is of a REINDEX CONCURRENTLY that did not end, and this"
                        + " role may not drop it. Have a superuser run DROP INDEX CONCURRENTLY " + left + ".");
        assertThat(database.value("SELECT state FROM nexus_migrations")).isEqualTo("applied");
    }
}
