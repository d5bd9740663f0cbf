package io.github.claudenexus.runner;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.reversible;
import static io.github.claudenexus.testing.Migrations.undoneOutside;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.Failure;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Others hold locks, run at the same time, or have kept a right for themselves. */
class RollbackBesideOthersTest extends RollbackScenario {

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
                                + " 0 s \\(nexus\\.wait\\)\\.");
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
