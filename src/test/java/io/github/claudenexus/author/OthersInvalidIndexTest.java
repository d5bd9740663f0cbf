package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.migration.Index;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid indexes of somebody else stop no migration, and are not touched. */
class OthersInvalidIndexTest extends DatabaseTest {

    private static final String INVALID =
            "SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE NOT indisvalid";

    @BeforeEach
    void createTables() throws SQLException {
        database.execute("CREATE TABLE t (n int); CREATE TABLE u (n int)");
    }

    private CompletableFuture<String> beside(String sql) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                database.execute(sql);
                return "ok";
            } catch (SQLException failure) {
                return failure.getMessage();
            }
        });
    }

    private Connection writing(String table) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + table + " VALUES (1)");
        }
        return connection;
    }

    private void awaitInvalid(String index) throws Exception {
        for (int tries = 0; tries < 300 && !database.value(INVALID).equals(index); tries++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aSuperusersBuildOnAnotherTableIsIgnored() throws Exception {
        String role = database.name() + "_w";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        database.execute("GRANT CREATE ON SCHEMA public TO " + role);
        Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"));
        try (Connection writer = writing("u")) {
            CompletableFuture<?>[] other = {CompletableFuture.completedFuture("")};
            Outcome outcome = run.migrate(online(1, db -> {}, db -> {
                other[0] = beside("CREATE INDEX CONCURRENTLY u_n ON u (n)");
                awaitInvalid("u_n");
            }));

            assertThat(outcome.failure()).isEmpty();
            assertThat(run.lines)
                    .contains(
                            "warns: Invalid, and not by 001-java-step: u_n. Somebody else builds it now, or failed to.");
            writer.rollback();
            assertThat(other[0].get(20, TimeUnit.SECONDS)).isEqualTo("ok");
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    private static final String DROP = "Drop it with DROP INDEX CONCURRENTLY, also where it is of another session whose"
            + " build failed meanwhile, and run it again.";

    @Test
    void aFailedBuildIsIgnoredByAMigrationThatBuildsNone() throws SQLException {
        database.execute("INSERT INTO u VALUES (5), (5)");
        Run run = Run.on(database);

        Outcome outcome = run.migrate(online(1, db -> {}, db -> {
            db.execute("DO $$ BEGIN EXECUTE 'CREATE INDEX ON u (n)'; END $$");
            beside("CREATE UNIQUE INDEX CONCURRENTLY u_u ON u (n)").get(20, TimeUnit.SECONDS);
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(run.lines)
                .contains("warns: Invalid, and not by 001-java-step: u_u. Somebody else builds it now, or failed to.");
        assertThat(database.value(INVALID)).isEqualTo("u_u");
    }

    @Test
    void aRebuildOfAnotherTableIsNotDropped() throws Exception {
        database.execute("CREATE INDEX u_n ON u (n)");
        CompletableFuture<?>[] other = {CompletableFuture.completedFuture("")};
        try (Connection writer = writing("u")) {
            Run run = Run.on(database);

            Outcome outcome = run.migrate(online(1, db -> {}, db -> {
                db.execute("REINDEX TABLE CONCURRENTLY t");
                other[0] = beside("REINDEX TABLE CONCURRENTLY u");
                awaitInvalid("u_n_ccnew");
            }));

            assertThat(outcome.failure()).isEmpty();
            assertThat(run.lines).noneMatch(line -> line.contains("drops "));
            assertThat(database.value(INVALID)).isEqualTo("u_n_ccnew");
            writer.rollback();
            assertThat(other[0].get(20, TimeUnit.SECONDS)).isEqualTo("ok");
        }
    }

    @Test
    void anInvalidIndexIsAttributedToAMigrationThatBuildsAny() throws SQLException {
        database.execute("INSERT INTO u VALUES (5), (5)");

        Outcome outcome = Run.on(database).migrate(online(1, db -> {}, db -> {
            db.createIndex(Index.of("t_n", "t", "(n)"));
            beside("CREATE UNIQUE INDEX CONCURRENTLY u_u ON u (n)").get(20, TimeUnit.SECONDS);
        }));

        assertThat(outcome.failure().orElseThrow()).hasMessage("001-java-step was run, and left invalid: u_u.");
        assertThat(outcome.failure().orElseThrow().failure().hint()).isEqualTo(DROP);
        database.execute("DROP INDEX u_u");
        assertThat(Run.on(database)
                        .migrate(online(1, db -> {}, db -> db.createIndex(Index.of("t_n", "t", "(n)"))))
                        .failure())
                .isEmpty();
    }

    @Test
    void leftoversOfOurRebuildAreDropped() throws SQLException {
        database.execute("INSERT INTO u VALUES (5), (5)");
        Run run = Run.on(database);
        assertThat(run.migrate(nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY u_n_ccnew ON u (n)"))
                        .failure())
                .isPresent();

        assertThat(run.migrate(nonTransactional(1, "REINDEX (VERBOSE, CONCURRENTLY) INDEX u_n"))
                        .failure())
                .isPresent();
        database.execute("CREATE INDEX u_n ON u (n)");
        assertThat(run.migrate(nonTransactional(1, "REINDEX (VERBOSE, CONCURRENTLY) INDEX u_n"))
                        .failure())
                .isEmpty();

        assertThat(run.lines).contains("says: drops u_n_ccnew, which a REINDEX CONCURRENTLY that did not end has left");
        assertThat(database.value(INVALID)).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE u RENAME TO v", "SET search_path = pg_catalog"})
    void whatFollowsARebuildDoesNotHideAnIndex(String later) throws SQLException {
        database.execute("INSERT INTO u VALUES (5), (5)");

        Outcome outcome = Run.on(database).migrate(online(1, db -> {}, db -> {
            db.execute("REINDEX TABLE CONCURRENTLY u");
            beside("CREATE UNIQUE INDEX CONCURRENTLY u_u ON u (n)").get(20, TimeUnit.SECONDS);
            db.execute(later);
        }));

        assertThat(outcome.failure().orElseThrow().getMessage())
                .matches("001-java-step was run, and left invalid: (public\\.)?u_u\\.");
    }
}
