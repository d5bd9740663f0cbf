package io.github.claudenexus.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.history.MigrationState;
import io.github.claudenexus.runner.MigrationResult;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.Folders;
import io.github.claudenexus.testing.TestDatabase;
import io.github.claudenexus.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server is stopped as {@code pg_ctl stop -m immediate} does, at random moments; it recovers, and a run goes on. */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class StopTest {

    private static final Path FOLDER = Folders.of("stop-test");

    @Test
    void stoppedAtAnyMomentNothingIsLost() throws Exception {
        FileUtils.deleteDirectory(FOLDER.toFile());
        long seed = Long.getLong("test.seed", 1);
        Random random = new Random(seed);
        int times = Sample.times(50, 3);
        int stopped = 0;
        int time = 0;
        TestServer server = start();
        try {
            // What was committed must be there after a crash, as on a server that was not set up for tests.
            server.admin("ALTER ROLE postgres SET synchronous_commit = on");
            Scenario six = Scenario.of(Sets.NEXUS_USED, server);
            Scenario mixed = Scenario.of(Sets.MIXED, server);
            // A run may be over sooner than the undisturbed one was: then it is none of those that count.
            for (; stopped < times; time++) {
                Scenario scenario = (time % 2 == 0 ? mixed : six).at(server);
                TestDatabase database = scenario.copy();
                CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(
                        () -> scenario.work(database.url()), task -> new Thread(task).start());
                TimeUnit.MILLISECONDS.sleep(random.nextLong(scenario.took().toMillis()));
                stopAtOnce();
                Outcome outcome = run.get(2, TimeUnit.MINUTES);
                server.close();
                server = start();

                stopped += outcome.failure().isPresent() ? 1 : 0;
                TestDatabase again = database.on(server);
                assertThat(applied(scenario.status(again.url())))
                        .as("what the run said is applied is so, seed %d, time %d", seed, time)
                        .containsAll(applied(outcome));
                scenario.isMadeWhole(again);
                again.close();
            }
        } finally {
            server.close();
        }
        Sample.tell("Server stopped at random moments: " + time + " times, seed " + seed + ", " + stopped
                + " of them within a run, 0 failures");
    }

    private static TestServer start() throws IOException {
        return TestServer.startKept(18, FOLDER);
    }

    private static void stopAtOnce() throws IOException, InterruptedException {
        String process =
                Files.readAllLines(FOLDER.resolve("data/postmaster.pid")).get(0);
        new ProcessBuilder("kill", "-QUIT", process).start().waitFor();
    }

    private static List<String> applied(Outcome outcome) {
        return outcome.migrations().stream()
                .filter(result -> result.state() == MigrationState.APPLIED)
                .map((MigrationResult result) -> result.entry().id().toString())
                .toList();
    }
}
