package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.claudenexus.failure.FailureCode;
import io.github.claudenexus.failure.NexusException;
import io.github.claudenexus.history.PlanRequest;
import io.github.claudenexus.resilience.CuttingProxy.Point;
import io.github.claudenexus.resilience.CuttingProxy.Side;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Run;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several runners at once, and one that stands still. */
@Timeout(300)
class RunnersTest {

    private static final int IN_THE_MIDDLE = 80;

    @ParameterizedTest
    @CsvSource({
        "2, MIXED", "2, NEXUS_EMPTY", "2, NEXUS_USED",
        "8, MIXED", "8, NEXUS_EMPTY", "8, NEXUS_USED",
        "32, MIXED", "32, NEXUS_EMPTY", "32, NEXUS_USED"
    })
    void allEndWellAndEachMigrationIsAppliedOnce(int runners, Sets set) throws Exception {
        assumeThat(runners == 32 && !Sample.isFull()).isFalse();
        try (Scenario scenario = Scenario.of(set, TestServer.shared());
                TestDatabase database = scenario.copy()) {
            Run run = scenario.run(database.url());
            long start = System.nanoTime();
            List<CompletableFuture<Outcome>> runs = IntStream.range(0, runners)
                    .mapToObj(index ->
                            CompletableFuture.supplyAsync(() -> scenario.work(run), task -> new Thread(task).start()))
                    .toList();
            int worked = 0;
            for (CompletableFuture<Outcome> each : runs) {
                Outcome outcome = each.get(120, TimeUnit.SECONDS);
                assertThat(outcome.failure()).isEmpty();
                worked += outcome.ran().size();
            }

            scenario.isWhole(database);
            // No deadlock among them, nor a lock that one was refused because of another.
            assertThat(run.lines).noneMatch(line -> line.startsWith("retries"));
            assertThat(worked).as("migrations, each run by one runner").isEqualTo(6);
            Sample.tell(runners + " runners at once, " + set + ": all ended well after "
                    + (System.nanoTime() - start) / 1_000_000 + " ms, 6 migrations once");
        }
    }

    @Test
    void aFrozenRunnerIsNamedWaitedForAndNotOvertaken() throws Exception {
        try (Scenario scenario = Scenario.of(Sets.MIXED, TestServer.shared());
                TestDatabase database = scenario.copy();
                CuttingProxy proxy = new CuttingProxy(database.url(), new Point(Side.STATEMENT, IN_THE_MIDDLE))) {
            try (Victim frozen = Victim.working(Sets.MIXED, proxy.url())) {
                assertThat(proxy.reached().await(1, TimeUnit.MINUTES)).isTrue();
                frozen.signal("STOP");
                // Its last statement may still be at work.
                while (!database.value("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                + " AND datname = current_database() AND pid <> pg_backend_pid()")
                        .equals("0")) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                String before =
                        database.value("SELECT string_agg(h::text, ' ' ORDER BY version::int) FROM nexus_migrations h");

                Run other = scenario.run(database.url()).limits(1000, 1000, 1500);
                Outcome outcome = other.migrate(Sets.MIXED.migrations(), PlanRequest.ALL);

                NexusException failure = outcome.failure().orElseThrow();
                assertThat(failure.failure().code()).isEqualTo(FailureCode.LOCK_HELD);
                assertThat(failure.getMessage())
                        .matches("Another runner holds the lock of this database: pid \\d+ \\(nexus-maven-plugin, user"
                                + " postgres, from [^,]+, connected since \\d{4}-[^)]+\\)\\. Waited 1 s"
                                + " \\(nexus\\.wait\\)\\.");
                assertThat(other.lines)
                        .anyMatch(line -> line.startsWith("waiting: Waiting for another runner, for up to 1 s: pid "));
                assertThat(database.value(
                                "SELECT string_agg(h::text, ' ' ORDER BY version::int) FROM nexus_migrations h"))
                        .isEqualTo(before);
            }
            scenario.isMadeWhole(database);
        }
    }
}
