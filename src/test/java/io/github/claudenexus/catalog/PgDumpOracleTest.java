package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.LeftOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the picture changes when the database does: on every version of PostgreSQL as statements.sql says, and where
 * there is a pg_dump that reads the server, exactly when pg_dump prints something else.
 */
class PgDumpOracleTest {

    private static final String ALL = "14,15,16,17,18";
    private static final String VERSIONS = System.getProperty("test.versions", LeftOut.isForbidden() ? ALL : "15,18");
    private static final int OLDEST_DUMP = 15;

    // All at once: each has a server of its own, and one alone keeps one processor busy.
    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private static final Map<Integer, Future<List<String>>> RUNS = new HashMap<>();

    /** The versions to ask, of the property test.versions. */
    static IntStream versions() {
        return Arrays.stream(VERSIONS.split(",", -1)).mapToInt(Integer::parseInt);
    }

    @AfterAll
    static void printWhatIsLeftOut() {
        List<String> others = new ArrayList<>(List.of(ALL.split(",", -1)));
        versions().mapToObj(Integer::toString).forEach(others::remove);
        if (!others.isEmpty()) {
            LeftOut.report("the catalog of PostgreSQL " + String.join(", ", others) + " (-Dtest.versions=" + ALL
                    + " asks all)");
        }
        if (PgDump.version() < OLDEST_DUMP) {
            LeftOut.report(
                    "pg_dump's view of the catalog (no pg_dump of version " + OLDEST_DUMP + " or later is found)");
        }
    }

    @BeforeAll
    static void runAll(@TempDir Path folder) {
        versions()
                .forEach(major -> RUNS.put(
                        major, THREADS.submit(() -> new OracleRun(major).in(folder.resolve("server-" + major)))));
        THREADS.shutdown();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void thePictureChangesWhenTheDumpDoes(int major) throws Exception {
        assertThat(Objects.requireNonNull(RUNS.get(major)).get()).isEmpty();
    }
}
