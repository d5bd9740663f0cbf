package io.github.claudenexus.session;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Await;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What fails behind the COMMIT of a migration, in the same message, takes nothing of it back. Here DISCARD TEMP waits for
 * another session, which gets its lock as the migration commits.
 */
class AfterCommitTest extends DatabaseTest {

    private static final String WAITING =
            "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'busy'::regclass AND mode = ";

    private final AtomicInteger tries = new AtomicInteger();
    private CompletableFuture<Void> locked = CompletableFuture.completedFuture(null);

    @BeforeEach
    void table() throws SQLException {
        database.execute("CREATE TABLE busy (n int)");
    }

    @Test
    void aCleaningThatIsRefusedALockDoesNotRunTheMigrationAgain() throws Exception {
        Run run = Run.on(database).limits(200, 5_000, 1000);
        try (Connection other = database.connect()) {
            assertThat(run.migrate(waitedFor(other)).failure()).isEmpty();
            locked.join();
        }

        assertThat(tries).hasValue(1);
        assertThat(run.lines).containsExactly("begins: 001-java-step", "applied: 001-java-step");
    }

    @Test
    void afterACleaningThatWasCanceledTheNextMigrationIsOnACleanSessionAllTheSame() throws Exception {
        Outcome outcome = ended("pg_cancel_backend");

        assertThat(outcome.failure()).isEmpty();
        assertThat(database.value("SELECT clean FROM seen")).isEqualTo("t");
    }

    @Test
    void aConnectionThatIsLostMeanwhileIsLostAfterTheCommit() throws Exception {
        Outcome outcome = ended("pg_terminate_backend");

        assertThat(outcome.failure().map(NexusException::getMessage))
                .contains(
                        "The connection was lost at the end of 001-java-step, which has been committed all the same.");
        assertThat(outcome.migrations())
                .extracting(MigrationResult::state)
                .containsExactly(MigrationState.APPLIED, MigrationState.PENDING);
    }

    /** Two migrations, where somebody does this to the session while it waits behind the first COMMIT. */
    private Outcome ended(String function) throws Exception {
        try (Connection other = database.connect()) {
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> Run.on(database)
                    .migrate(
                            waitedFor(other),
                            sql(2, "CREATE TABLE seen AS SELECT to_regclass('pg_temp.s') IS NULL AS clean")));
            Await.until(() -> isWaiting("AccessExclusiveLock"));
            database.execute("SELECT " + function + "(pid) FROM (" + WAITING + "'AccessExclusiveLock') AS w");
            locked.join();
            other.rollback();
            return running.get();
        }
    }

    private DiscoveredMigration waitedFor(Connection other) {
        return up(1, db -> {
            tries.incrementAndGet();
            db.execute("CREATE TEMP SEQUENCE s");
            // Which goes with the sequence.
            db.execute("ALTER TABLE busy ALTER n SET DEFAULT nextval('s')");
            locked = CompletableFuture.runAsync(() -> lock(other));
            Await.until(() -> isWaiting("AccessShareLock"));
        });
    }

    private static void lock(Connection other) {
        try (Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE busy IN ACCESS SHARE MODE");
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
    }

    private boolean isWaiting(String mode) throws SQLException {
        return !database.value("SELECT count(*) FROM (" + WAITING + "'" + mode + "') AS w")
                .equals("0");
    }
}
