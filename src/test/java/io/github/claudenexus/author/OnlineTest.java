package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What runs outside of a transaction: batches, and indexes built concurrently. */
class OnlineTest extends DatabaseTest {

    private static final String STATES =
            "SELECT string_agg(version::int || ' ' || state, ', ' ORDER BY version::int) FROM nexus_migrations";

    @Test
    void concurrentlyRunsOutsideOfAnyTransaction() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "CREATE TABLE t (n int)"),
                        nonTransactional(2, "CREATE INDEX CONCURRENTLY t_n ON t (n)", "VACUUM t"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied");
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void anInvalidIndexIsDroppedAndBuiltAgain() throws SQLException {
        database.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
        DiscoveredMigration index = nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)");

        Outcome failed = Run.on(database).migrate(index);
        assertThat(failed.failure().orElseThrow()).hasMessageContaining("could not create unique index \"t_n\"");
        assertThat(database.value(STATES)).isEqualTo("1 started");
        assertThat(failed.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.INTERRUPTED);
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("f");

        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
        Run again = Run.on(database);
        assertThat(again.migrate(index).failure()).isEmpty();
        assertThat(again.lines).contains("says: drops t_n, which is invalid, to build it again");
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
        assertThat(database.value(STATES)).isEqualTo("1 applied");
    }

    @Test
    void anIndexIsRecordedOnceAfterSeveralTries() throws SQLException {
        database.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
        DiscoveredMigration unique = online(1, db -> {}, db -> db.createIndex(Index.unique("t_n", "t", "(n)")));

        assertThat(Run.on(database).migrate(unique).failure()).isPresent();
        assertThat(Run.on(database).migrate(unique).failure()).isPresent();

        assertThat(database.value("SELECT progress -> 'built' FROM nexus_migrations"))
                .isEqualTo("[\"t_n\"]");
    }

    @Test
    void batchesGoOnWhereTheyStopped() throws SQLException {
        database.execute(
                "CREATE TABLE t (n int PRIMARY KEY, seen int DEFAULT 0); INSERT INTO t SELECT generate_series(1, 10)");
        AtomicInteger calls = new AtomicInteger();
        DiscoveredMigration backfill = online(
                1,
                db -> {},
                db -> db.batches("mark", (batch, after) -> {
                    if (calls.incrementAndGet() == 3) {
                        throw new IllegalStateException("killed");
                    }
                    int last = after.map(Integer::parseInt).orElse(0);
                    long rows = batch.execute("UPDATE t SET seen = seen + 1 WHERE n > ? AND n <= ?", last, last + 3);
                    return last + 3 >= 10 ? Batch.Reached.END : Batch.Reached.at("" + (last + 3), rows);
                }));

        Outcome stopped = Run.on(database).migrate(backfill);
        assertThat(stopped.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.INTERRUPTED);
        assertThat(database.value("SELECT sum(seen) FROM t")).isEqualTo("6");

        assertThat(Run.on(database).migrate(backfill).failure()).isEmpty();
        assertThat(database.value("SELECT string_agg(DISTINCT seen::text, ',') FROM t"))
                .isEqualTo("1");
        assertThat(database.value(STATES)).isEqualTo("1 applied");
    }

    @Test
    void aStepThatDoesNotMoveOnFails() {
        Outcome outcome = Run.on(database)
                .migrate(online(1, db -> {}, db -> db.batches("mark", (batch, after) -> Batch.Reached.at("7", 0))));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage(
                        "001-java-step threw IllegalStateException: The step mark does not move on: a batch that was"
                                + " handed the position 7 returned it again, with no rows done. When nothing is left to do,"
                                + " return Reached.END.");
    }

    @Test
    void aStepMayStayWhereItIsAsLongAsItFindsRows() {
        AtomicInteger calls = new AtomicInteger();

        Outcome outcome = Run.on(database)
                .migrate(online(
                        1,
                        db -> {},
                        db -> db.batches(
                                "queue",
                                (batch, after) -> calls.incrementAndGet() > 3
                                        ? Batch.Reached.END
                                        : Batch.Reached.at("more", 10))));

        assertThat(outcome.failure()).isEmpty();
        assertThat(calls).hasValue(4);
    }

    @Test
    void laterMigrationsWaitForAnInterruptedOne() throws SQLException {
        DiscoveredMigration broken = online(1, db -> {}, db -> {
            throw new IllegalStateException("not today");
        });
        DiscoveredMigration next = sql(2, "CREATE TABLE later ()");

        Run.on(database).migrate(broken, next);
        Outcome again = Run.on(database).migrate(broken, next);

        assertThat(again.failure().orElseThrow()).hasMessage("001-java-step threw IllegalStateException: not today.");
        assertThat(database.value("SELECT to_regclass('later')")).isEqualTo("null");
    }

    @Test
    void anIndexIsRenamedRebuiltOrLeftButNeverBuiltTwice() throws SQLException {
        database.execute("CREATE TABLE t (a int, b int); CREATE INDEX old_a ON t (a); CREATE INDEX t_b ON t (b DESC)"
                + " WHERE b IS NOT NULL");
        Index renamed = Index.of("t_a", "t", "(a)").formerly("old_a");
        Index there = Index.of("t_b", "t", "(b desc) where b is not null");

        Outcome outcome = Run.on(database).migrate(online(1, db -> {}, db -> {
            assertThat(db.createIndex(renamed)).isFalse();
            assertThat(db.createIndex(there)).isFalse();
            assertThat(db.createIndex(Index.of("t_ab", "t", "(a, b)"))).isTrue();
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value(
                        "SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes WHERE tablename = 't'"))
                .isEqualTo("t_a,t_ab,t_b");
        assertThat(outcome.migrations().get(0).entry().row().orElseThrow().found())
                .containsExactly("index t_a (then named old_a)", "index t_b");
    }

    @Test
    void anIndexOfAnotherDefinitionIsAnError() {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE t (a int, b int)");
            db.execute("CREATE INDEX t_a ON t (b)");
            db.createIndex(Index.of("t_a", "t", "(a)"));
        }));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step threw IllegalStateException: The index t_a exists with another definition:"
                        + " CREATE INDEX t_a ON public.t USING btree (b); wanted was (a).");
    }

    @Test
    void theRoleThatAnOnlinePartSetsIsItsOwnThoughItMayNotReadTheHistory() throws SQLException {
        String role = database.name() + "_r";
        TestDatabase.admin("CREATE ROLE " + role);
        database.execute("CREATE TABLE u (n int); ALTER TABLE u OWNER TO " + role
                + "; GRANT CREATE ON SCHEMA public TO " + role);
        List<String> roles = new ArrayList<>();
        try {
            Outcome outcome = Run.on(database).migrate(online(1, db -> {}, db -> {
                db.execute("SET ROLE " + role);
                db.batches("step", (batch, after) -> {
                    roles.addAll(batch.query("SELECT current_user", row -> row.getString(1)));
                    return after.isPresent() ? Batch.Reached.END : Batch.Reached.at("1", 1);
                });
                roles.addAll(db.query("SELECT current_user", row -> row.getString(1)));
                db.createIndex(Index.of("u_n", "u", "(n)"));
                roles.addAll(db.query("SELECT current_user", row -> row.getString(1)));
            }));

            assertThat(outcome.failure()).isEmpty();
            assertThat(roles).containsExactly(role, role, role, role);
        } finally {
            database.execute("DROP OWNED BY " + role);
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void aRoleThatABatchSetsForItsTransactionEndsWithIt() throws SQLException {
        String role = database.name() + "_l";
        TestDatabase.admin("CREATE ROLE " + role);
        List<String> roles = new ArrayList<>();
        try {
            Outcome outcome = Run.on(database).migrate(online(1, db -> {}, db -> {
                db.batches("step", (batch, after) -> {
                    batch.execute("SET LOCAL ROLE " + role);
                    roles.addAll(batch.query("SELECT current_user", row -> row.getString(1)));
                    return after.isPresent() ? Batch.Reached.END : Batch.Reached.at("1", 1);
                });
                roles.addAll(db.query("SELECT current_user", row -> row.getString(1)));
            }));

            assertThat(outcome.failure()).isEmpty();
            assertThat(roles).containsExactly(role, role, "postgres");
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }

    @Test
    void anIndexBuildThroughTheConnectionIsRefused() throws SQLException {
        database.execute("CREATE TABLE t (n int)");

        Outcome outcome = Run.on(database).migrate(online(1, db -> {}, db -> {
            try (java.sql.Statement statement = db.connection().createStatement()) {
                statement.execute("CREATE INDEX CONCURRENTLY t_n ON t (n)");
            }
        }));

        assertThat(outcome.failure().orElseThrow())
                .hasMessageContaining(
                        "An index is built online by createIndex, which leaves no invalid one behind; this"
                                + " might: CREATE INDEX CONCURRENTLY t_n ON t (n)");
        assertThat(database.value("SELECT to_regclass('t_n')")).isEqualTo("null");
    }

    @Test
    void theStatementsOfABatchAreNamedWhenItFails() {
        Failure failure = Run.on(database)
                .migrate(up(1, db -> {
                    try (java.sql.Statement statement = db.connection().createStatement()) {
                        statement.addBatch("CREATE TABLE a ()");
                        statement.addBatch("CREATE TABLE a ()");
                        statement.executeBatch();
                    }
                }))
                .failure()
                .orElseThrow()
                .failure();

        assertThat(failure.place().statement()).contains("CREATE TABLE a (); CREATE TABLE a ()");
    }

    @Test
    void transactionsOfTheAuthorsOwnAreRefusedAndBatchesNamed() {
        List<DiscoveredMigration> migrations =
                List.of(online(1, db -> {}, db -> db.execute("BEGIN")), online(1, db -> {}, db -> db.connection()
                        .setAutoCommit(false)));
        for (DiscoveredMigration migration : migrations) {
            Failure failure =
                    Run.on(database).migrate(migration).failure().orElseThrow().failure();

            assertThat(failure.code()).isEqualTo(FailureCode.LEFT_TRANSACTION);
            assertThat(failure.hint())
                    .isEqualTo("Outside of a transaction each statement commits by itself. What is to commit together"
                            + " belongs into batches(), or into up().");
        }
    }
}
