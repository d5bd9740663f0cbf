package io.github.claudenexus.author;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static io.github.claudenexus.testing.Migrations.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.discovery.DiscoveredMigration;
import io.github.claudenexus.runner.Outcome;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Migrations in a process whose memory holds a part of what they send and get. */
@Timeout(300)
class LittleMemoryTest extends DatabaseTest {

    private static final int ROWS = 150_000;

    /** A tenth of them. */
    @Test
    void theNumberOfNoticesAndRowsDoesNotMatter() throws IOException {
        assertThat(migrate("-Xmx24m", "notices")).isEqualTo("6 applied\n");
    }

    /** The text of statements as long as a dump has them, and not their words. */
    @Test
    void theLengthOfAStatementDoesNotMatter() throws Exception {
        assertThat(migrate("-Xmx40m", "long")).isEqualTo("3 applied\n");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo(String.valueOf(3 * ROWS));
    }

    private String migrate(String memory, String what) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        memory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LittleMemoryTest.class.getName(),
                        database.url(),
                        what)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What such a process runs: a database's URL, and which migrations. */
    public static void main(String[] arguments) {
        Outcome outcome =
                Run.on(arguments[0]).migrate("long".equals(arguments[1]) ? longStatements() : noticesAndRows());
        System.out.println(outcome.failure()
                .map(failure -> String.valueOf(failure.getMessage()))
                .orElse(outcome.ran().size() + " applied"));
    }

    private static DiscoveredMigration[] noticesAndRows() {
        String notices = "DO $$ BEGIN FOR i IN 1..80000 LOOP RAISE NOTICE 'row % was looked at', i; END LOOP; END $$";
        String rows = "SELECT repeat('x', 1000) FROM generate_series(1, 100000)";
        return new DiscoveredMigration[] {
            sql(1, notices),
            nonTransactional(2, notices),
            up(3, db -> db.execute(notices)),
            sql(4, rows),
            nonTransactional(5, rows),
            up(6, db -> db.execute(rows))
        };
    }

    private static DiscoveredMigration[] longStatements() {
        String values = IntStream.range(0, ROWS)
                .mapToObj(row -> "(" + row + ", -1)")
                .collect(Collectors.joining(", ", "VALUES ", ""));
        String insert = "INSERT INTO t " + values;
        String with = "WITH v AS (" + values + ") INSERT INTO t SELECT * FROM v";
        return new DiscoveredMigration[] {
            sql(1, "CREATE TABLE t (n int, m int)", insert), sql(2, with), up(3, db -> db.execute(insert))
        };
    }
}
