package io.github.claudenexus.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import io.github.claudenexus.testing.Run;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure of the server's is taken for. */
class FailureReaderTest extends DatabaseTest {

    @ParameterizedTest
    @CsvSource({"123, LEFT_TRANSACTION", "1234, CONNECTION_LOST", "12, CONNECTION_LOST"})
    void theSessionThatLostTheLockIsThisOneOnlyByItsWholeNumber(String backend, FailureCode code) {
        DiscoveredMigration migration = Migrations.sql(1, "SELECT 1");
        StatementLog log = new StatementLog(migration, Run.on(database).listener(), new Activity(123));

        assertThat(new FailureReader(migration, log, MigrationRun.Step.UP)
                        .read(new SQLException("ERROR: nexus: the lock is lost on " + backend + ".", Ledger.LOCK_LOST))
                        .failure()
                        .code())
                .isEqualTo(code);
    }

    @Test
    void theLockThatAMigrationGaveAwayIsToldAsThat() {
        Outcome outcome = Run.on(database).migrate(Migrations.sql(1, "SELECT pg_advisory_unlock_all()"));

        assertThat(outcome.failure().orElseThrow())
                .hasMessage("001-sql-step gave the run's lock away, as pg_advisory_unlock_all() does.");
    }
}
