package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements as long as a dump has them. */
class LongStatementTest extends DatabaseTest {

    private static final int ROWS = 150_000;

    /** In a process whose memory holds their text, and not their words. */
    @Test
    @Timeout(300)
    void theLengthOfAStatementDoesNotMatter() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongStatementTest.class.getName(),
                        database.url())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("3 applied\n");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo(String.valueOf(3 * ROWS));
    }

    /** Runs what a process with little memory is to run, on the database of this URL. */
    public static void main(String[] url) {
        String values = IntStream.range(0, ROWS)
                .mapToObj(row -> "(" + row + ", -1)")
                .collect(Collectors.joining(", ", "VALUES ", ""));
        String insert = "INSERT INTO t " + values;
        String with = "WITH v AS (" + values + ") INSERT INTO t SELECT * FROM v";
        Outcome outcome = Run.on(url[0])
                .migrate(
                        sql(1, "CREATE TABLE t (n int, m int)", insert), sql(2, with), up(3, db -> db.execute(insert)));
        System.out.println(outcome.failure()
                .map(failure -> String.valueOf(failure.getMessage()))
                .orElse(outcome.ran().size() + " applied"));
    }
}
