package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.edited;
import static io.github.claudenexus.testing.Migrations.losing;
import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.repeatable;
import static io.github.claudenexus.testing.Migrations.reversible;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.undoneOutside;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.discovery.Version;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.history.RollbackRequest.RehearsedDown;
import io.github.claudenexus.migration.Index;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was applied is undone, or nothing is. */
class RollbackTest extends DatabaseTest {

    private static final String STATES =
            "SELECT string_agg(version || ' ' || state, ', ' ORDER BY version) FROM nexus_migrations";
    private static final String TABLES = "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
            + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ '^nexus_'";
    private static final String UNDONE =
            "SELECT string_agg(version || ' ' || name, ', ' ORDER BY id) FROM nexus_rollbacks";

    private static final DiscoveredMigration A = undoneBy(sql(1, "CREATE TABLE a ()"), "DROP TABLE a");
    private static final DiscoveredMigration B = undoneBy(sql(2, "CREATE TABLE b ()"), "DROP TABLE b");
    private static final DiscoveredMigration C = undoneBy(sql(3, "CREATE TABLE c ()"), "DROP TABLE c");

    private static RollbackRequest downTo(String target) {
        return request(new RollbackRequest.DownTo(Version.of(target)));
    }

    private static RollbackRequest last(int count) {
        return request(new RollbackRequest.Last(count));
    }

    private static RollbackRequest request(RollbackRequest.Extent extent) {
        return new RollbackRequest(extent, false, Optional.empty());
    }

    private static RollbackRequest allowingLoss(RollbackRequest request) {
        return new RollbackRequest(request.extent(), true, request.rehearsed());
    }

    private void applied(DiscoveredMigration... migrations) {
        assertThat(Run.on(database).migrate(migrations).failure()).isEmpty();
    }

    private static List<MigrationState> states(Outcome outcome) {
        return outcome.migrations().stream().map(MigrationResult::state).toList();
    }

    /** Refuses the rollback of these, and changes nothing. */
    private Failure refused(RollbackRequest request, FailureCode code, String message, DiscoveredMigration... all)
            throws SQLException {
        String before = database.value(STATES) + " " + database.value(TABLES);
        Run run = Run.on(database);
        Outcome outcome = run.rollback(request, all);

        assertThat(outcome.failure().orElseThrow()).hasMessage(message);
        Failure failure = outcome.failure().orElseThrow().failure();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(outcome.ran()).isEmpty();
        assertThat(run.lines).isEmpty();
        assertThat(database.value(STATES) + " " + database.value(TABLES)).isEqualTo(before);
        assertThat(database.value("SELECT to_regclass('nexus_rollbacks')")).isEqualTo("null");
        return failure;
    }

    @Test
    void undoesWhatIsAboveTheTargetTheLastOneFirst() throws SQLException {
        applied(A, B, C);

        Run run = Run.on(database);
        Outcome outcome = run.rollback(downTo("001"), A, B, C);

        assertThat(outcome.failure()).isEmpty();
        assertThat(run.lines)
                .containsExactly(
                        "plans: 003-sql-step",
                        "plans: 002-sql-step",
                        "stays: 001-sql-step",
                        "begins: 003-sql-step",
                        "undone: 003-sql-step",
                        "begins: 002-sql-step",
                        "undone: 002-sql-step");
        assertThat(states(outcome))
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING, MigrationState.PENDING);
        assertThat(outcome.migrations()).extracting(MigrationResult::undoStep).containsExactly(0, 2, 1);
        assertThat(outcome.migrations()).extracting(MigrationResult::undone).containsExactly(false, true, true);
        assertThat(database.value(TABLES)).isEqualTo("a");
        assertThat(database.value(STATES)).isEqualTo("001 applied");
        assertThat(states(Run.on(database).status(A, B, C))).isEqualTo(states(outcome));

        applied(A, B, C);
        assertThat(database.value(TABLES)).isEqualTo("a b c");
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied, 003 applied");
    }

    @Test
    void theLastOnesOrAll() throws SQLException {
        applied(A, B, C);

        assertThat(Run.on(database).rollback(last(1), A, B, C).failure()).isEmpty();
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied");

        Run all = Run.on(database);
        assertThat(all.rollback(request(new RollbackRequest.All()), A, B, C).failure())
                .isEmpty();
        assertThat(all.lines).contains("stays: none");
        assertThat(database.value("SELECT count(*) FROM nexus_migrations")).isEqualTo("0");
        assertThat(database.value(UNDONE)).isEqualTo("003 sql-step, 002 sql-step, 001 sql-step");

        Outcome nothing = Run.on(database).rollback(request(new RollbackRequest.All()), A, B, C);
        assertThat(nothing.failure()).isEmpty();
        assertThat(nothing.ran()).isEmpty();
    }

    @Test
    void nothingAboveTheTargetIsNothingToDo() throws SQLException {
        applied(A, B);

        Outcome outcome = Run.on(database).rollback(downTo("2"), A, B, C);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.ran()).isEmpty();
        assertThat(database.value("SELECT to_regclass('nexus_rollbacks')")).isEqualTo("null");
    }

    @Test
    void keepsWhatWasUndone() throws SQLException {
        applied(A, reversible(2, db -> db.execute("CREATE TABLE b ()"), db -> db.execute("DROP TABLE b")));
        String applied =
                database.value("SELECT string_agg(applied_at::text, ',' ORDER BY version) FROM nexus_migrations");

        Run.on(database)
                .rollback(
                        last(2),
                        A,
                        reversible(2, db -> db.execute("CREATE TABLE b ()"), db -> db.execute("DROP TABLE b")));

        assertThat(
                        database.value(
                                "SELECT string_agg(concat_ws(' ', version, name, kind, checksum, applied_by, undone_by,"
                                        + " plugin_version, left(down_checksum, 13)), ', ' ORDER BY version) FROM nexus_rollbacks"))
                .isEqualTo("001 sql-step sql test-1:CREATE TABLE a () postgres postgres 0-test statements-1:,"
                        + " 002 java-step java test-1:java2 postgres postgres 0-test");
        assertThat(database.value("SELECT string_agg(applied_at::text, ',' ORDER BY version) FROM nexus_rollbacks"))
                .isEqualTo(applied);
        assertThat(database.value("SELECT bool_and(undone_at > applied_at AND duration_ms >= 0) FROM nexus_rollbacks"))
                .isEqualTo("t");
    }

    @Test
    void aSchemaMayHaveAnyName() throws SQLException {
        database.execute("CREATE SCHEMA \"o'neill 100%\"");
        Run run = Run.on(database).schema("o'neill 100%");
        assertThat(run.migrate(A).failure()).isEmpty();

        assertThat(run.undo(A).failure()).isEmpty();

        assertThat(database.value("SELECT count(*) FROM \"o'neill 100%\".nexus_rollbacks"))
                .isEqualTo("1");
    }

    @Test
    void whatARepeatableOneMadeIsToBeDroppedByTheDown() {
        DiscoveredMigration view = repeatable("items", "CREATE OR REPLACE VIEW items AS SELECT FROM a");
        applied(A, view);

        Failure failure = Run.on(database).undo(A, view).failure().orElseThrow().failure();

        assertThat(failure.message())
                .startsWith("001-sql-step failed: cannot drop table a because other objects depend on it.");
        assertThat(failure.hint())
                .isEqualTo(
                        "Its down was rolled back: the migration counts as applied. Have it drop what depends on that"
                                + " first; what a repeatable migration made, the next migrate makes again.");
    }

    @Test
    void anIrreversibleOneOnTheWayRefusesAll() throws SQLException {
        DiscoveredMigration irreversible = sql(2, "CREATE TABLE b ()");
        applied(A, irreversible, C);

        Failure failure = refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "002-sql-step cannot be undone on this database: it has no down: a test.",
                A,
                irreversible,
                C);

        assertThat(failure.hint())
                .isEqualTo(
                        "Write a new migration that goes on from here, or restore a backup. What was applied after it"
                                + " can be undone with -Dnexus.count=1.");
        assertThat(Run.on(database).rollback(downTo("002"), A, irreversible, C).failure())
                .isEmpty();
    }

    @Test
    void oneWithoutADownOrOfABaselineRefusesAll() throws SQLException {
        SqlMigration declared = (SqlMigration) B;
        DiscoveredMigration noDown =
                new SqlMigration(declared.id(), declared.checksum(), declared.up(), Optional.empty());
        applied(A, noDown);

        refused(
                last(1),
                FailureCode.CANNOT_UNDO,
                "002-sql-step cannot be undone on this database: it has no down.",
                A,
                noDown);
        database.execute("UPDATE nexus_migrations SET recorded_by = 'baseline' WHERE version = '001'");
        refused(
                downTo("0"),
                FailureCode.UNKNOWN_MIGRATION,
                "nexus.target names 0, and no migration has that version: there are 001 to 002.",
                A,
                B);
        refused(
                request(new RollbackRequest.All()),
                FailureCode.CANNOT_UNDO,
                "001-sql-step cannot be undone on this database: it is a part of the baseline, and was never applied by"
                        + " nexus.",
                A,
                B);
        // A down that was written after the migration was applied is none that was edited.
        assertThat(Run.on(database).rollback(last(1), A, B).failure()).isEmpty();
    }

    @Test
    void oneThatFoundItsObjectsAlreadyThereRefusesAll() throws SQLException {
        database.execute("CREATE TABLE b ()");
        DiscoveredMigration careful = undoneBy(sql(2, "CREATE TABLE IF NOT EXISTS b ()"), "DROP TABLE b");
        applied(A, careful, C);

        refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "002-sql-step cannot be undone on this database: its up found already there what its down would drop:"
                        + " table b.",
                A,
                careful,
                C);
    }

    @Test
    void whatIsMissingOrAnotherRefusesAll() throws SQLException {
        applied(A, B, C);

        refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "002-sql-step cannot be undone on this database: it is not on the class path.",
                A,
                C);
        refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "003-sql-step cannot be undone on this database: it is not on the class path.",
                A,
                B);
        refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "002-java-step cannot be undone on this database: what was applied is 002-sql-step (sql).",
                A,
                up(2, db -> {}),
                C);
        // What is not on the way is of no importance.
        assertThat(Run.on(database).rollback(last(1), B, C).failure()).isEmpty();
    }

    @Test
    void anEditedUpOrDownOrClassRefusesAll() throws SQLException {
        DiscoveredMigration java = reversible(3, db -> {}, db -> {});
        applied(A, B, java);

        refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "002-sql-step cannot be undone on this database: it has been edited since it was applied, and its down"
                        + " may be that of the edited one.",
                A,
                undoneBy(sql(2, "CREATE TABLE b (n int)"), "DROP TABLE b"),
                java);
        Failure down = refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "002-sql-step cannot be undone on this database: its down has been edited since it was applied.",
                A,
                undoneBy(sql(2, "CREATE TABLE b ()"), "DROP TABLE b CASCADE"),
                java);
        assertThat(down.hint())
                .isEqualTo(
                        "Undo the edit, or prove it as it is now: run nexus:rollback-check -Dnexus.judge=all, and name"
                                + " its rollback-check.json in nexus.requireEvidence. What was applied after it can be undone"
                                + " with -Dnexus.count=1.");
        refused(
                downTo("001"),
                FailureCode.CANNOT_UNDO,
                "003-java-step cannot be undone on this database: its class is not the one that was applied, so its down"
                        + " may be another one.",
                A,
                B,
                edited((JavaMigration) java));
    }

    @Test
    void anEditedDownThatARehearsalHasProvedIsRun() throws SQLException {
        DiscoveredMigration fixed = undoneBy(sql(2, "CREATE TABLE b ()"), "DROP TABLE b CASCADE");
        applied(A, B);

        refused(
                last(1).provedBy(Map.of()),
                FailureCode.EVIDENCE,
                "The evidence does not cover what would be undone: 002-sql-step is not in it.",
                A,
                fixed);
        refused(
                last(1).provedBy(Map.of(
                        fixed.id(), new RehearsedDown(Optional.of("002-sql-step was not rehearsed"), List.of()))),
                FailureCode.EVIDENCE,
                "The evidence does not cover what would be undone: 002-sql-step was not rehearsed.",
                A,
                fixed);
        assertThat(Run.on(database)
                        .rollback(
                                last(1).provedBy(Map.of(fixed.id(), new RehearsedDown(Optional.empty(), List.of()))),
                                A,
                                fixed)
                        .failure())
                .isEmpty();
        assertThat(database.value(TABLES)).isEqualTo("a");
    }

    @Test
    void lossesAreRefusedUnlessTheyAreAllowed() throws SQLException {
        DiscoveredMigration declares = losing(
                (JavaMigration) reversible(2, db -> db.execute("CREATE TABLE b ()"), db -> db.execute("DROP TABLE b")),
                "prices are derived.");
        applied(A, declares, C);

        Failure failure = refused(
                downTo("001"),
                FailureCode.DATA_LOSS,
                "Data would be lost by undoing 002-java-step (it declares so: prices are derived).",
                A,
                declares,
                C);
        assertThat(failure.hint())
                .isEqualTo(
                        "Make a backup; if the loss is meant, give -Dnexus.allowDataLoss=true. What was applied after it can"
                                + " be undone with -Dnexus.count=1.");
        RollbackRequest proved = downTo("001")
                .provedBy(Map.of(
                        declares.id(), new RehearsedDown(Optional.empty(), List.of()),
                        C.id(), new RehearsedDown(Optional.empty(), List.of("2 rows of public.c"))));
        refused(
                proved,
                FailureCode.DATA_LOSS,
                "Data would be lost by undoing 003-sql-step (its rehearsal lost 2 rows of public.c), 002-java-step (it"
                        + " declares so: prices are derived).",
                A,
                declares,
                C);

        assertThat(Run.on(database)
                        .rollback(allowingLoss(proved), A, declares, C)
                        .failure())
                .isEmpty();
        assertThat(database.value(TABLES)).isEqualTo("a");
    }

    @Test
    void aTargetThatIsNotAppliedIsRefused() throws SQLException {
        applied(A, B);

        refused(
                downTo("9"),
                FailureCode.UNKNOWN_MIGRATION,
                "nexus.target names 9, and no migration has that version: there are 001 to 003.",
                A,
                B,
                C);
        Failure newer = refused(
                downTo("3"),
                FailureCode.UNKNOWN_MIGRATION,
                "nexus.target names 003-sql-step, which is not applied to this database: 002-sql-step was applied last.",
                A,
                B,
                C);
        assertThat(newer.hint()).isEqualTo("Name a migration that is applied and is to stay; nexus:status shows them.");
        refused(
                last(3),
                FailureCode.UNKNOWN_MIGRATION,
                "nexus.count is 3, and only 2 migrations are applied to this database.",
                A,
                B,
                C);
    }

    @Test
    void whatWasAppliedOutOfOrderIsUndoneInThatOrder() throws SQLException {
        applied(A, C);
        assertThat(Run.on(database)
                        .migrate(
                                Run.set(List.of(A, B, C)),
                                new PlanRequest(Optional.empty(), Optional.empty(), false, false, true))
                        .failure())
                .isEmpty();

        Failure failure = refused(
                downTo("002"),
                FailureCode.CANNOT_UNDO,
                "003-sql-step cannot be undone while 002-sql-step stays, which was applied after it.",
                A,
                B,
                C);
        assertThat(failure.hint())
                .isEqualTo("Undo that one too: name an older one in nexus.target, or give nexus.count.");
        Run last = Run.on(database);
        assertThat(last.rollback(last(1), A, B, C).failure()).isEmpty();
        assertThat(last.lines).contains("undone: 002-sql-step", "stays: 003-sql-step");
        assertThat(states(Run.on(database).status(A, B, C)))
                .containsExactly(MigrationState.APPLIED, MigrationState.OUT_OF_ORDER, MigrationState.APPLIED);
        assertThat(Run.on(database).rollback(downTo("001"), A, B, C).failure()).isEmpty();
        assertThat(database.value(UNDONE)).isEqualTo("002 sql-step, 003 sql-step");
    }

    @Test
    void repeatableMigrationsStayAndAreRunAgainByTheNextMigrate() throws SQLException {
        DiscoveredMigration column =
                undoneBy(sql(2, "ALTER TABLE a ADD COLUMN n int"), "DROP VIEW v", "ALTER TABLE a DROP COLUMN n");
        DiscoveredMigration view = repeatable("v", "CREATE OR REPLACE VIEW v AS SELECT n FROM a");
        applied(A, column, view);

        Run run = Run.on(database);
        Outcome outcome = run.rollback(last(1), A, column, view);

        assertThat(outcome.failure()).isEmpty();
        assertThat(run.lines).contains("plans: 002-sql-step", "stays: 001-sql-step", "again: R-v");
        assertThat(states(outcome))
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING, MigrationState.PENDING);
        applied(A, column, view);
        assertThat(database.value("SELECT count(n) FROM v")).isEqualTo("0");
    }

    @Test
    void anInterruptedMigrationRefusesAll() throws SQLException {
        DiscoveredMigration online =
                undoneBy((JavaMigration) online(2, db -> {}, db -> db.execute("SELECT 1 / 0")), db -> {});
        assertThat(Run.on(database).migrate(A, online).failure()).isPresent();

        Failure failure = refused(
                last(1),
                FailureCode.CANNOT_UNDO,
                "002-java-step cannot be undone on this database: it was interrupted and has not ended.",
                A,
                online);
        assertThat(failure.hint()).isEqualTo("Run nexus:migrate, which goes on with it; then it can be undone.");
    }

    @Test
    void aDownThatFailsIsRolledBackAndThoseBeforeItStayUndone() throws SQLException {
        DiscoveredMigration fails =
                undoneBy(sql(2, "CREATE TABLE b ()"), "CREATE TABLE trace ()", "DROP TABLE nothing");
        applied(A, fails, C);

        Outcome outcome = Run.on(database).rollback(downTo("001"), A, fails, C);

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("002-sql-step failed: table \"nothing\" does not exist.");
        assertThat(outcome.failure().orElseThrow().failure().place().origin())
                .contains("db/migration/002-sql-step.down.sql");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Its down was rolled back: the migration counts as applied. Fix the down.");
        assertThat(states(outcome))
                .containsExactly(MigrationState.APPLIED, MigrationState.APPLIED, MigrationState.PENDING);
        assertThat(database.value(TABLES)).isEqualTo("a b");
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied");
        assertThat(database.value(UNDONE)).isEqualTo("003 sql-step");
    }

    @Test
    void aHalfUndoneMigrationIsGoneOnWithAndNotMigratedOver() throws SQLException {
        String[] down = {"DROP INDEX CONCURRENTLY IF EXISTS t_n", "SELECT 1 / z FROM zero"};
        DiscoveredMigration[] all = {
            undoneBy(sql(1, "CREATE TABLE t (n int)"), "DROP TABLE t"),
            undoneOutside(nonTransactional(2, "CREATE INDEX CONCURRENTLY t_n ON t (n)"), down)
        };
        database.execute("CREATE TABLE zero AS SELECT 0 AS z");
        applied(all);

        Outcome outcome = Run.on(database).rollback(downTo("001"), all);

        assertThat(outcome.failure().orElseThrow()).hasMessage("002-sql-step failed: division by zero.");
        assertThat(outcome.failure().orElseThrow().failure().hint())
                .isEqualTo("Its down is not transactional: the statements before this one stay, and the next rollback"
                        + " runs it from its top. Fix the down.");
        assertThat(states(outcome)).containsExactly(MigrationState.APPLIED, MigrationState.HALF_UNDONE);
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 undoing");

        Outcome migrated = Run.on(database).migrate(all);
        assertThat(migrated.failure().orElseThrow())
                .hasMessage(
                        "002-sql-step is half undone: its down, which is not transactional, began and has not ended.");
        assertThat(migrated.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.HALF_UNDONE);
        assertThat(migrated.failure().orElseThrow().failure().hint())
                .isEqualTo(
                        "Run nexus:rollback -Dnexus.count=1, which runs that down again; then nexus:migrate applies the"
                                + " migration again.");
        assertThat(Run.on(database).rollback(downTo("002"), all).failure().orElseThrow())
                .hasMessage("002-sql-step is half undone and would stay so.");

        // Corrected: a down that has failed half way may be edited.
        all[1] = undoneOutside(all[1], "DROP INDEX CONCURRENTLY IF EXISTS t_n");
        assertThat(Run.on(database).rollback(last(1), all).failure()).isEmpty();
        assertThat(database.value(STATES)).isEqualTo("001 applied");
        assertThat(database.value(UNDONE)).isEqualTo("002 sql-step");
        applied(all);
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void theDownOfAnOnlineMigrationUndoesBothOfItsParts() throws SQLException {
        DiscoveredMigration online = undoneBy(
                (JavaMigration) online(
                        2, db -> db.addColumn("a", "n", "int"), db -> db.createIndex(Index.of("a_n", "a", "(n)"))),
                db -> db.execute("ALTER TABLE a DROP COLUMN n"));
        applied(A, online);

        assertThat(Run.on(database).rollback(last(1), A, online).failure()).isEmpty();

        assertThat(database.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0"
                        + " AND NOT attisdropped"))
                .isEqualTo("0");
        assertThat(database.value("SELECT to_regclass('a_n')")).isEqualTo("null");
        applied(A, online);
        assertThat(database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_n'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void aDownThatIsRefusedALockIsTriedAgain() throws Exception {
        applied(A, B);
        Run run = Run.on(database).limits(300, 20_000, 1000);
        CompletableFuture<Outcome> undoing;
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM b");
            undoing = CompletableFuture.supplyAsync(() -> run.rollback(last(1), A, B));
            Await.until(() -> run.lines.stream().anyMatch(line -> line.startsWith("retries: 002-sql-step: ")));
        }

        assertThat(undoing.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(database.value(TABLES)).isEqualTo("a");
    }

    @Test
    void whatAnotherRunnerIsApplyingIsWaitedForAndThenUndone() throws Exception {
        CountDownLatch applying = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        DiscoveredMigration slow = reversible(
                2,
                db -> {
                    db.execute("CREATE TABLE b ()");
                    applying.countDown();
                    mayEnd.await();
                },
                db -> db.execute("DROP TABLE b"));
        applied(A);
        CompletableFuture<Outcome> migrating =
                CompletableFuture.supplyAsync(() -> Run.on(database).migrate(A, slow));
        applying.await();

        Run impatient = Run.on(database).limits(1000, 1000, 100);
        Failure held =
                impatient.rollback(last(1), A, slow).failure().orElseThrow().failure();
        assertThat(held.code()).isEqualTo(FailureCode.LOCK_HELD);
        assertThat(held.message())
                .matches(
                        "Another runner holds the lock of this database: pid \\d+ \\(nexus-maven-plugin, .*\\)\\. Waited"
                                + " 0 s \\(nexus\\.wait\\); nothing was changed\\.");
        assertThat(impatient.lines).noneMatch(line -> line.startsWith("plans"));

        Run patient = Run.on(database);
        CompletableFuture<Outcome> undoing = CompletableFuture.supplyAsync(() -> patient.rollback(last(1), A, slow));
        Await.until(() -> patient.lines.stream().anyMatch(line -> line.startsWith("waiting")));
        mayEnd.countDown();

        assertThat(migrating.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(undoing.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(patient.lines).contains("plans: 002-java-step", "stays: 001-sql-step");
        assertThat(database.value(TABLES)).isEqualTo("a");
        assertThat(database.value(STATES)).isEqualTo("001 applied");
    }

    @Test
    void manyRunnersUndoEachMigrationOnce() throws Exception {
        applied(A, B, C);

        List<CompletableFuture<Outcome>> runs = IntStream.range(0, 6)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> Run.on(database).rollback(downTo("001"), A, B, C), task -> new Thread(task).start()))
                .toList();

        for (CompletableFuture<Outcome> run : runs) {
            assertThat(run.get(60, TimeUnit.SECONDS).failure()).isEmpty();
        }
        assertThat(database.value(UNDONE)).isEqualTo("003 sql-step, 002 sql-step");
    }

    @Test
    void theTableOfWhatWasUndoneNeedsTheRightToMakeIt() throws SQLException {
        applied(A);
        database.execute("CREATE ROLE undoer LOGIN; GRANT ALL ON nexus_migrations TO undoer");
        try {
            Outcome outcome = Run.on(database.url("undoer")).rollback(last(1), A);

            assertThat(outcome.failure().orElseThrow())
                    .hasMessage("The role undoer may not create the table nexus_rollbacks: permission denied for schema"
                            + " public.");
            assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.NO_PERMISSION);
            assertThat(database.value(STATES)).isEqualTo("001 applied");
        } finally {
            database.execute("DROP OWNED BY undoer; DROP ROLE undoer");
        }
    }

    @Test
    void withoutTheRightToRecordThatItIsUndoneNoDownBegins() throws SQLException {
        DiscoveredMigration outside = undoneOutside(nonTransactional(2, "SELECT 1"), "CREATE TABLE trace ()");
        applied(A, outside, C);
        assertThat(Run.on(database).rollback(last(1), A, outside, C).failure()).isEmpty();
        database.execute("CREATE ROLE recorder LOGIN; GRANT ALL ON nexus_migrations, nexus_rollbacks TO recorder;"
                + " GRANT CREATE ON SCHEMA public TO recorder");
        try {
            database.execute("REVOKE INSERT ON nexus_rollbacks FROM recorder");
            Failure failure = refusedToRecorder("nexus_rollbacks", A, outside);
            assertThat(failure.hint())
                    .isEqualTo("Grant it: GRANT SELECT, INSERT, UPDATE ON nexus_migrations TO recorder; for rollback,"
                            + " DELETE too, and INSERT ON nexus_rollbacks; for status, SELECT is enough.");

            database.execute(
                    "GRANT INSERT ON nexus_rollbacks TO recorder; REVOKE DELETE ON nexus_migrations FROM recorder");
            refusedToRecorder("nexus_migrations", A, outside);

            database.execute("GRANT DELETE ON nexus_migrations TO recorder");
            assertThat(Run.on(database.url("recorder"))
                            .rollback(last(1), A, outside)
                            .failure())
                    .isEmpty();
        } finally {
            database.execute("DROP OWNED BY recorder; DROP ROLE recorder");
        }
    }

    private Failure refusedToRecorder(String table, DiscoveredMigration... all) throws SQLException {
        Run run = Run.on(database.url("recorder"));
        Outcome outcome = run.rollback(last(1), all);
        assertThat(outcome.failure().orElseThrow())
                .hasMessage("The role recorder lacks a right on the history table: permission denied for table " + table
                        + ".");
        assertThat(outcome.failure().orElseThrow().failure().code()).isEqualTo(FailureCode.NO_PERMISSION);
        assertThat(run.lines).noneMatch(line -> line.startsWith("begins"));
        assertThat(database.value(STATES)).isEqualTo("001 applied, 002 applied");
        assertThat(database.value(TABLES)).isEqualTo("a");
        return outcome.failure().orElseThrow().failure();
    }
}
