package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.claudenexus.author.InvalidIndex;
import io.github.claudenexus.author.InvalidIndex.Kind;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code status} says of invalid indexes, whoever left them. */
class StatusOfIndexesTest extends DatabaseTest {

    @BeforeEach
    void createTableWithADuplicate() throws SQLException {
        database.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
    }

    @Test
    void leftoversOfAFailedBuildAreListed() throws SQLException {
        database.execute("CREATE INDEX whole ON t (n)");
        fails("CREATE UNIQUE INDEX CONCURRENTLY \"Once\" ON t (n)");

        Outcome outcome = Run.on(database).status();

        assertThat(outcome.failure()).isEmpty();
        assertThat(invalid(outcome))
                .containsExactly(new InvalidIndex("public.\"Once\"", "public.t", Kind.PLAIN, false));
    }

    @Test
    void temporaryIndexesAreIgnored() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE brief (n int); CREATE INDEX ON brief (n);"
                    + " UPDATE pg_index SET indisvalid = false WHERE indrelid = 'brief'::regclass");

            assertThat(invalid(Run.on(database).status())).isEmpty();
        }
    }

    @Test
    void aRunWithoutTheCheckSaysSo() {
        assertThat(Run.on(database).migrate().database().orElseThrow().invalidIndexes())
                .isEmpty();
    }

    @Test
    void anIndexUnderConstructionIsRecognised() throws SQLException {
        String role = database.name() + "_reader";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        String url = database.url().replaceFirst("//[^@]+@", "//" + role + ":r@");
        CompletableFuture<Void> building;
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (2)");
            building = aside("CREATE INDEX CONCURRENTLY slow ON t (n)");
            until("SELECT count(*) = 1 FROM pg_class WHERE relname = 'slow'");

            assertThat(invalid(Run.on(url).status()))
                    .containsExactly(new InvalidIndex("public.slow", "public.t", Kind.PLAIN, true));
            writer.rollback();
            building.orTimeout(30, TimeUnit.SECONDS).join();

            assertThat(invalid(Run.on(url).status())).isEmpty();
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void vacuumBuildsNoIndex() throws SQLException {
        fails("CREATE UNIQUE INDEX CONCURRENTLY u ON t (n)");
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            // It keeps a page pinned, which VACUUM (FREEZE) waits for.
            statement.execute("DECLARE c CURSOR FOR SELECT * FROM t; FETCH 1 FROM c");
            CompletableFuture<Void> vacuum = aside("VACUUM (FREEZE) t");
            until("SELECT count(*) = 1 FROM pg_stat_progress_vacuum WHERE relid = 't'::regclass");

            assertThat(invalid(Run.on(database).status()))
                    .containsExactly(new InvalidIndex("public.u", "public.t", Kind.PLAIN, false));
            assertThat(vacuum).isNotDone();
            reader.rollback();
            vacuum.orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void anIndexOfAPartitionedTableNeedsAPartOnEachPartition() throws SQLException {
        database.execute("CREATE TABLE p (n int) PARTITION BY RANGE (n);"
                + "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9); INSERT INTO p VALUES (1), (1)");
        database.execute("CREATE UNIQUE INDEX once ON ONLY p (n)");
        assertThat(invalid(Run.on(database).status()))
                .containsExactly(new InvalidIndex("public.once", "public.p", Kind.PARTITIONED, false));

        fails("CREATE UNIQUE INDEX CONCURRENTLY once_1 ON p1 (n)");
        database.execute("ALTER INDEX once ATTACH PARTITION once_1");

        assertThat(invalid(Run.on(database).status()))
                .containsExactly(
                        new InvalidIndex("public.once", "public.p", Kind.PARTITIONED, false),
                        new InvalidIndex("public.once_1", "public.p1", Kind.ATTACHED, false));
    }

    private static List<InvalidIndex> invalid(Outcome outcome) {
        return outcome.database().orElseThrow().invalidIndexes().orElseThrow();
    }

    private void fails(String build) {
        assertThatThrownBy(() -> database.execute(build)).isInstanceOf(SQLException.class);
    }

    private CompletableFuture<Void> aside(String sql) {
        return CompletableFuture.runAsync(() -> {
            try {
                database.execute(sql);
            } catch (SQLException failure) {
                throw new CompletionException(failure);
            }
        });
    }

    private void until(String question) throws SQLException {
        database.execute("DO $$ BEGIN FOR turn IN 1..1000 LOOP PERFORM pg_stat_clear_snapshot();" + " EXIT WHEN ("
                + question + "); PERFORM pg_sleep(0.01); ASSERT turn < 1000, 'in vain'; END LOOP; END $$");
    }
}
