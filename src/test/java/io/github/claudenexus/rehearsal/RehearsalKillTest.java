package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.MigrationSet;
import io.github.claudenexus.jdbc.DatabaseUrl;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A rehearsal on a server of the user's is killed at random moments; the next one leaves no database behind. */
class RehearsalKillTest extends DatabaseTest {

    private static final int TIMES = Boolean.getBoolean("test.full") ? 20 : 1;
    private static final String LEFT = "SELECT count(*) FROM pg_database WHERE datname LIKE 'nexus\\_rehearsal\\_%'";

    @Test
    void theNextRehearsalDropsTheDatabasesOfAKilledOne() throws Exception {
        long start = System.nanoTime();
        rehearse(database.url());
        long took = System.nanoTime() - start;
        long seed = Long.getLong("test.seed", 1);
        Random random = new Random(seed);
        int left = 0;
        for (int time = 0; time < TIMES; time++) {
            Process run = start(database.url());
            assertThat(run.inputReader().readLine()).isEqualTo("rehearses");
            TimeUnit.NANOSECONDS.sleep(random.nextLong(took));
            run.destroyForcibly().waitFor();
            left += Integer.parseInt(there());
            rehearse(database.url());
            assertThat(there())
                    .as("databases left, seed %d, time %d", seed, time)
                    .isEqualTo("0");
        }
        System.err.println("Rehearsals killed at random moments: " + TIMES + ", seed " + seed + ", " + left
                + " databases left by them, none by the next ones");
    }

    private String there() throws SQLException {
        return database.value(LEFT);
    }

    private static Process start(String url) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RehearsalKillTest.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The process that is killed. */
    public static void main(String[] arguments) {
        System.out.println("rehearses");
        rehearse(arguments[0]);
    }

    private static void rehearse(String url) {
        RehearsalRequest request = new RehearsalRequest(TargetState.NONE, Map.of(), Run.SETTINGS, 100_000_000);
        try (MigrationSet set = Run.nexus();
                Scratch scratch = Scratch.kept(DatabaseUrl.parse(url, "postgres"), TargetState.NONE)) {
            new Rehearsal(scratch, request, Run.on(url).listener()).run(set, "test", judgement -> {});
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
