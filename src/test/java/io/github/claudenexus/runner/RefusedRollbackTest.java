package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.edited;
import static io.github.claudenexus.testing.Migrations.losing;
import static io.github.claudenexus.testing.Migrations.online;
import static io.github.claudenexus.testing.Migrations.reversible;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.undoneBy;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.discovery.JavaMigration;
import io.github.claudenexus.discovery.SqlMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.history.RollbackRequest;
import io.github.claudenexus.history.RollbackRequest.RehearsedDown;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where one of those to be undone cannot be, or what is asked for is not clear, nothing is undone. */
class RefusedRollbackTest extends RollbackScenario {

    private static RollbackRequest allowingLoss(RollbackRequest request) {
        return new RollbackRequest(request.extent(), true, request.rehearsed());
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
}
