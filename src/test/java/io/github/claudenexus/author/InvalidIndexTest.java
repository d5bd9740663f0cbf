package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneOutside;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index that a build left invalid is never accepted, whatever way it was asked for. */
class InvalidIndexTest extends DatabaseTest {

    @BeforeEach
    void createTableWithADuplicate() throws SQLException {
        database.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
    }

    private void removeTheDuplicate() throws SQLException {
        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
    }

    @Test
    void anUnnamedInvalidIndexIsFoundWhenTheFileIsRunAgain() throws SQLException {
        DiscoveredMigration file = nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY ON t (n)");
        assertThat(Run.on(database).migrate(file).failure()).isPresent();
        removeTheDuplicate();

        Outcome again = Run.on(database).migrate(file);

        assertThat(again.failure().orElseThrow()).hasMessage("001-sql-step was run, and left invalid: t_n_idx.");
        assertThat(again.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.INVALID_INDEX);
        assertThat(database.value("SELECT state FROM nexus_migrations")).isEqualTo("started");

        database.execute("DROP INDEX t_n_idx");
        assertThat(Run.on(database).migrate(file).failure()).isEmpty();
    }

    @Test
    void aDownThatLeftOneHasNotEndedEither() throws SQLException {
        DiscoveredMigration file =
                undoneOutside(sql(1, "CREATE TABLE u ()"), "CREATE UNIQUE INDEX CONCURRENTLY ON t (n)");
        assertThat(Run.on(database).migrate(file).failure()).isEmpty();
        assertThat(Run.on(database).undo(file).failure()).isPresent();
        removeTheDuplicate();

        Outcome again = Run.on(database).undo(file);

        assertThat(again.failure().orElseThrow()).hasMessage("001-sql-step was run, and left invalid: t_n_idx.");
        assertThat(database.value("SELECT state FROM nexus_migrations")).isEqualTo("undoing");

        database.execute("DROP INDEX t_n_idx");
        assertThat(Run.on(database).undo(file).failure()).isEmpty();
    }

    @Test
    void anInvalidIndexFromBeforeDoesNotFailTheMigration() throws SQLException {
        assertThat(Run.on(database)
                        .migrate(nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY u ON t (n)"))
                        .failure())
                .isPresent();
        database.execute("DROP TABLE nexus_migrations");

        assertThat(Run.on(database)
                        .migrate(nonTransactional(2, "CREATE INDEX CONCURRENTLY i ON t (n)"))
                        .failure())
                .isEmpty();
    }

    @Test
    void onlineBuildsGoThroughCreateIndex() {
        Outcome outcome = Run.on(database)
                .migrate(online(1, db -> {}, db -> db.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (n)")));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "001-java-step threw IllegalArgumentException: An index is built online by createIndex, which"
                                + " leaves no invalid one behind; this might: CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (n).");
    }

    @Test
    void anOnlineBuildThatFailsLeavesNothingBehind() throws SQLException {
        DiscoveredMigration unique = online(1, db -> {}, db -> db.createIndex(Index.unique("u", "t", "(n)")));

        assertThat(Run.on(database).migrate(unique).failure()).isPresent();
        assertThat(database.value("SELECT to_regclass('u')")).isEqualTo("null");

        removeTheDuplicate();
        assertThat(Run.on(database).migrate(unique).failure()).isEmpty();
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'u'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void theQuestionWhetherAnIndexIsThereWaitsForItsTable() throws Exception {
        removeTheDuplicate();
        database.execute("CREATE INDEX i ON t (n)");
        CompletableFuture<Outcome> migrating;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            try (java.sql.Statement statement = other.createStatement()) {
                statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            }
            Run run = Run.on(database).limits(200, 20_000, 1000);
            migrating = CompletableFuture.supplyAsync(
                    () -> run.migrate(online(1, db -> {}, db -> db.createIndex(Index.of("i", "t", "(n)")))));
            Await.until(() -> run.lines.stream().anyMatch(line -> line.startsWith("retries")));
            assertThat(migrating).isNotDone();
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS u -- one each\n ON t (n)",
                "CREATE UNIQUE INDEX /* long */ CONCURRENTLY IF NOT EXISTS \"u\" ON /**/ public . t (n)"
            })
    void aCommentDoesNotHideAnIndexBuild(String sql) throws SQLException {
        assertThat(Run.on(database)
                        .migrate(nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY u ON t (n)"))
                        .failure())
                .isPresent();
        database.execute("DROP TABLE nexus_migrations");
        removeTheDuplicate();

        assertThat(Run.on(database).migrate(nonTransactional(1, sql)).failure()).isEmpty();

        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'u'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void aRoleThatMayMakeNoTemporaryTablesBuildsAndFindsIndexes() throws SQLException {
        String role = database.name() + "_w";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        TestDatabase.admin("REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
        database.execute("ALTER TABLE t OWNER TO " + role + "; GRANT CREATE ON SCHEMA public TO " + role);
        Run run = Run.on(database.url().replaceFirst("//[^@]+@", "//" + role + ":r@"));
        Index index = Index.of("i", "t", "(n DESC) WHERE n > 1");
        try {
            assertThat(run.migrate(online(1, db -> {}, db -> db.createIndex(index)))
                            .failure())
                    .isEmpty();
            database.execute("DROP TABLE nexus_migrations");
            assertThat(run.migrate(up(1, db -> assertThat(db.createIndex(index)).isFalse()))
                            .failure())
                    .isEmpty();
            assertThat(database.value("SELECT to_regclass('nexus_shape')")).isEqualTo("null");
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }
}
