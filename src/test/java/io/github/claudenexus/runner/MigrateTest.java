package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static io.github.claudenexus.testing.Migrations.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.migration.Batch;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrateTest {

    private static final String STATES =
            "SELECT string_agg(number || ' ' || state, ', ' ORDER BY number) FROM nexus_migrations";

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void appliesInOrderAndOnlyOnce() throws SQLException {
        DiscoveredMigration one = sql(1, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
        DiscoveredMigration two = up(2, db -> db.execute("UPDATE t SET n = n + ?", 41));

        Outcome first = Run.on(database).migrate(one, two);
        Outcome second = Run.on(database).migrate(one, two);

        assertThat(first.failure()).isEmpty();
        assertThat(first.ran()).hasSize(2);
        assertThat(second.failure()).isEmpty();
        assertThat(second.ran()).isEmpty();
        assertThat(second.migrations()).extracting(MigrationResult::state).containsOnly(MigrationState.APPLIED);
        assertThat(database.value("SELECT n FROM t")).isEqualTo("42");
        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied");
    }

    @Test
    void stopsAfterTheTargetAndGoesOnLater() throws SQLException {
        DiscoveredMigration[] all = {
            sql(1, "CREATE TABLE a ()"), sql(2, "CREATE TABLE b ()"), sql(4, "CREATE TABLE c ()")
        };

        Run.on(database).migrate(Run.set(List.of(all)), new PlanRequest(OptionalInt.of(2), OptionalInt.empty(), false));

        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied");
        assertThat(Run.on(database).migrate(all).ran()).hasSize(1);
    }

    @Test
    void rollsBackAFailedMigrationAndKeepsThoseBefore() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "CREATE TABLE a ()"),
                        sql(2, "CREATE TABLE b ()", "SELECT nonsense"),
                        sql(3, "SELECT 1"));

        Failure failure = outcome.failure().orElseThrow().failure();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.message()).isEqualTo("002-sql-step failed: column \"nonsense\" does not exist.");
        assertThat(failure.place().position()).contains("line 2, column 8");
        assertThat(failure.place().sqlState()).contains("42703");
        assertThat(failure.place().statement()).contains("SELECT nonsense");
        assertThat(outcome.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING, MigrationState.PENDING);
        assertThat(database.value("SELECT to_regclass('b')")).isEqualTo("null");
        assertThat(database.value(STATES)).isEqualTo("1 applied");
    }

    @Test
    void aMigrationThatThrowsHalfWayLeavesNothing() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE half ()");
            throw new IllegalStateException("the moon is wrong");
        }));

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.MIGRATION_FAILED);
        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step threw IllegalStateException: the moon is wrong.");
        assertThat(database.value("SELECT to_regclass('half')")).isEqualTo("null");
    }

    @Test
    void aVerifyThatFailsUndoesTheMigration() throws SQLException {
        Outcome outcome = Run.on(database).migrate(verified(1, db -> db.execute("CREATE TABLE half ()"), db -> {
            throw new AssertionError("there must be rows");
        }));

        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.VERIFY_FAILED);
        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-java-step was run, and its own check says no: there must be rows.");
        assertThat(database.value("SELECT to_regclass('half')")).isEqualTo("null");
    }

    @Test
    void waysOutOfTheTransactionAreRefused() throws SQLException {
        refused(
                up(1, db -> db.connection().commit()),
                "The migration may not call commit() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().close()),
                "The migration may not call close() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().setAutoCommit(true)),
                "The migration may not call setAutoCommit() on the connection it is handed.");
        refused(
                up(1, db -> db.connection().rollback()),
                "The migration may not call rollback() on the connection it is handed.");
        refused(up(1, db -> db.execute("COMMIT")), "The migration may not begin or end a transaction: COMMIT.");
        refused(
                up(1, db -> db.execute("SELECT 1; /* x */ commit; begin")),
                "The migration may not begin or end a transaction: SELECT 1; /* x */ commit; begin.");
        refused(sql(1, "ROLLBACK"), "The migration may not begin or end a transaction: ROLLBACK.");
        refused(
                up(1, db -> {
                    try (Statement statement = db.connection().createStatement()) {
                        statement.getConnection().commit();
                    }
                }),
                "The migration may not call commit() on the connection it is handed.");
        refused(
                up(1, db -> {
                    try (Statement statement = db.connection().createStatement()) {
                        statement.execute("END");
                    }
                }),
                "The migration may not begin or end a transaction: END.");
    }

    private void refused(DiscoveredMigration migration, String message) throws SQLException {
        DiscoveredMigration before = sql(0, "CREATE TABLE IF NOT EXISTS kept ()");
        Outcome outcome = Run.on(database).migrate(before, migration);
        assertThat(outcome.failure().orElseThrow()).hasMessage(message);
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LEFT_TRANSACTION);
        assertThat(outcome.failure().orElseThrow().failure().place().migration())
                .contains(migration.id().toString());
        assertThat(database.value(STATES)).isEqualTo("0 applied");
    }

    @Test
    void savepointsAreTheAuthorsOwn() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            var savepoint = db.connection().setSavepoint();
            try {
                db.execute("SELECT nonsense");
            } catch (SQLException expected) {
                db.connection().rollback(savepoint);
            }
            db.execute("CREATE TABLE fine ()");
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT to_regclass('fine')")).isEqualTo("fine");
    }

    @Test
    void theConnectionServesForWhatTheApiDoesNotCover() throws SQLException {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            db.execute("CREATE TABLE t (a int[])");
            try (PreparedStatement insert = db.connection().prepareStatement("INSERT INTO t VALUES (?)")) {
                insert.setArray(1, db.connection().createArrayOf("int4", new Integer[] {1, 2}));
                insert.executeUpdate();
            }
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT a FROM t")).isEqualTo("{1,2}");
    }

    @Test
    void aSwallowedErrorStillFailsTheMigrationAndIsNamed() {
        Outcome outcome = Run.on(database).migrate(up(1, db -> {
            try {
                db.execute("SELECT nonsense");
            } catch (SQLException swallowed) {
                db.log("never mind");
            }
        }));

        assertThat(outcome.failure().orElseThrow().failure().place().statement())
                .contains("SELECT nonsense");
        assertThat(outcome.failure().orElseThrow()).hasMessageContaining("current transaction is aborted");
    }

    @Test
    void settingsDoNotLeakIntoTheNextMigration() throws SQLException {
        Outcome outcome = Run.on(database)
                .migrate(
                        sql(1, "CREATE SCHEMA other", "SET search_path = other", "SET lock_timeout = '1h'"),
                        sql(2, "CREATE TABLE here ()"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT to_regclass('public.here')")).isEqualTo("here");
    }

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
    void anInvalidIndexIsDroppedAndBuiltAnewNotAccepted() throws SQLException {
        database.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
        DiscoveredMigration index = nonTransactional(1, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n)");

        Outcome failed = Run.on(database).migrate(index);
        assertThat(failed.failure().orElseThrow()).hasMessageContaining("could not create unique index \"t_n\"");
        assertThat(database.value(STATES)).isEqualTo("1 started");
        assertThat(failed.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.INTERRUPTED);
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("f");

        database.execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
        assertThat(Run.on(database).migrate(index).failure()).isEmpty();
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
        assertThat(database.value(STATES)).isEqualTo("1 applied");
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
    void sixteenRunnersAtOnceApplyEverythingOnce() throws Exception {
        DiscoveredMigration[] all = {
            sql(1, "CREATE TABLE t (n int)"),
            sql(2, "INSERT INTO t VALUES (1)"),
            nonTransactional(3, "CREATE INDEX CONCURRENTLY t_n ON t (n)"),
            up(4, db -> db.execute("INSERT INTO t VALUES (2)"))
        };
        List<CompletableFuture<Outcome>> runs = IntStream.range(0, 16)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> Run.on(database).migrate(all), task -> new Thread(task).start()))
                .toList();

        for (CompletableFuture<Outcome> run : runs) {
            assertThat(run.get(60, TimeUnit.SECONDS).failure()).isEmpty();
        }
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(database.value(STATES)).isEqualTo("1 applied, 2 applied, 3 applied, 4 applied");
    }

    @Test
    void aRunnerThatHoldsTheLockIsNamedAndWaitedForNoLongerThanAllowed() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'another nexus'; " + AdvisoryLock.TRY);

            Run run = Run.on(database).limits(1000, 1000, 300);
            Outcome outcome = run.migrate(sql(1, "CREATE TABLE t ()"));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_HELD);
            assertThat(outcome.failure().orElseThrow().getMessage())
                    .matches(
                            "Another runner holds the lock of this database: pid \\d+ \\(another nexus, user \\w+, from"
                                    + " [^,]+, connected since \\d{4}-[^)]+\\)\\. Waited 0 s \\(nexus\\.wait\\); nothing was changed\\.");
            assertThat(database.value("SELECT to_regclass('nexus_migrations')")).isEqualTo("null");
        }
    }

    @Test
    void aRefusedLockIsTriedAgainAndTheBlockerNamed() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        Run run = Run.on(database).limits(1500, 20_000, 1000);
        CompletableFuture<Outcome> migrating;
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SET application_name = 'a slow report'");
                statement.execute("SELECT * FROM busy");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(sql(1, "ALTER TABLE busy ADD COLUMN m int")));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (run.lines.stream().noneMatch(line -> line.startsWith("retries")) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(run.lines)
                .anyMatch(line -> line.matches(
                        "retries: 001-sql-step: a lock was not had in time, held by pid \\d+ \\(a slow report,.*"));
        assertThat(database.value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'busy'"))
                .isEqualTo("2");
    }

    @Test
    void statementsOutsideOfTransactionsAreTriedAgainOneByOne() throws Exception {
        database.execute("CREATE TABLE busy (n int CHECK (n > 0) NOT NULL)");
        Run run = Run.on(database).limits(300, 20_000, 1000);
        DiscoveredMigration[] both = {
            nonTransactional(1, "ALTER TABLE busy ADD COLUMN m int"),
            online(2, db -> {}, db -> {
                db.execute("ALTER TABLE busy ADD COLUMN o int");
                assertThat(db.batch("INSERT INTO busy (n) VALUES (?)", List.of(new Object[] {1}, new Object[] {2})))
                        .isEqualTo(2);
            })
        };
        CompletableFuture<Outcome> migrating;
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SELECT * FROM busy");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(both));
            TimeUnit.SECONDS.sleep(2);
            assertThat(migrating).isNotDone();
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'busy'"))
                .isEqualTo("3");
    }

    @Test
    void aBatchThatIsTriedAgainIsWhole() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        Run run = Run.on(database).limits(200, 20_000, 1000);
        CompletableFuture<Outcome> migrating;
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute("LOCK TABLE busy IN ACCESS EXCLUSIVE MODE");
            }
            migrating = CompletableFuture.supplyAsync(() -> run.migrate(online(1, db -> {}, db -> {
                List<Object[]> rows = List.of(new Object[] {1}, new Object[] {2});
                assertThat(db.batch("INSERT INTO busy VALUES (?)", rows)).isEqualTo(2);
            })));
            TimeUnit.SECONDS.sleep(1);
            writer.rollback();
        }

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM busy")).isEqualTo("2");
        assertThat(run.lines).anyMatch(line -> line.startsWith("retries: 001-java-step: a lock was not had in time"));
    }

    @Test
    void aLockThatIsNeverHadEndsInAFailureThatNamesTheBlocker() throws Exception {
        database.execute("CREATE TABLE busy (n int)");
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SET application_name = 'a slow report'");
                statement.execute("SELECT * FROM busy");
            }
            Outcome outcome =
                    Run.on(database).limits(1500, 2000, 1000).migrate(sql(1, "ALTER TABLE busy ADD COLUMN m int"));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(outcome.failure().orElseThrow().getMessage())
                    .startsWith("001-sql-step did not get its lock within nexus.lockRetryTime; it waited for pid ")
                    .contains("(a slow report, user ");
        }
    }

    @Test
    void aBackendKilledInTheMiddleIsToldAndTheNextRunGoesOn() throws SQLException {
        AtomicInteger tries = new AtomicInteger();
        DiscoveredMigration suicidal = up(1, db -> {
            db.execute("CREATE TABLE t ()");
            if (tries.incrementAndGet() == 1) {
                db.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
        });

        Outcome killed = Run.on(database).migrate(suicidal);
        assertThat(killed.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(killed.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);

        assertThat(Run.on(database).migrate(suicidal).failure()).isEmpty();
    }

    @Test
    void statusReadsAndChangesNothing() throws SQLException {
        Outcome outcome = Run.on(database).status(sql(1, "CREATE TABLE t ()"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.migrations()).extracting(MigrationResult::state).containsExactly(MigrationState.PENDING);
        assertThat(database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void theHistoryLivesInTheSchemaThatIsNamed() throws SQLException {
        Outcome missing = Run.on(database).schema("Ops").migrate(sql(1, "SELECT 1"));
        assertThat(missing.failure().orElseThrow()).hasMessage("There is no schema \"Ops\", which nexus.schema names.");

        database.execute("CREATE SCHEMA \"Ops\"");
        assertThat(Run.on(database).schema("Ops").migrate(sql(1, "SELECT 1")).failure())
                .isEmpty();
        assertThat(database.value("SELECT count(*) FROM \"Ops\".nexus_migrations"))
                .isEqualTo("1");
    }

    @Test
    void aRoleThatMayNotCreateIsToldWhatToGrant() throws SQLException {
        String role = database.name() + "_reader";
        TestDatabase.admin("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        try {
            database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            String url = database.url().replaceFirst("//[^@]+@", "//" + role + ":r@");
            Outcome outcome = Run.on(url).migrate(sql(1, "CREATE TABLE t ()"));

            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.NO_PERMISSION);
            assertThat(outcome.failure().orElseThrow())
                    .hasMessage("The role " + role
                            + " may not create the history table: permission denied for schema public.");
        } finally {
            TestDatabase.admin("DROP ROLE " + role);
        }
    }
}
