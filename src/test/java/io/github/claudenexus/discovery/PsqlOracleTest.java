package io.github.claudenexus.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** psql echoes every statement as it cuts it. It is asked where there is one; before 15 it dropped comments. */
@ExtendWith(LeftOut.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PsqlOracleTest {

    private static final int FIRST_THAT_KEEPS_COMMENTS = 15;

    private final TestDatabase database;

    PsqlOracleTest() throws Exception {
        boolean answers = psqlVersion() >= FIRST_THAT_KEEPS_COMMENTS;
        if (!answers) {
            LeftOut.tell("how psql splits SQL (no psql of version 15 or later is found)");
        }
        assumeTrue(answers, "no psql of version 15 or later");
        this.database = TestDatabase.create();
    }

    private static int psqlVersion() throws InterruptedException {
        try {
            Process psql = new ProcessBuilder("psql", "--version").start();
            String answer = new String(psql.getInputStream().readAllBytes(), UTF_8);
            psql.waitFor();
            return Integer.parseInt(answer.replaceFirst("(?s)\\D*(\\d+).*", "$1"));
        } catch (IOException e) {
            return 0;
        }
    }

    @AfterAll
    void dropDatabase() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("io.github.claudenexus.discovery.SqlSplitterTest#oneStatementThenAnother")
    void psqlSplitsTheSame(String sql, @TempDir Path folder) throws Exception {
        String text = sql + ";\nSELECT 'next';\n";
        Path file = Files.writeString(folder.resolve("x.sql"), text);
        Path echo = folder.resolve("echo");
        ProcessBuilder psql =
                new ProcessBuilder("psql", "-X", "-q", "-e", "-o", "/dev/null", "-f", file.toString(), database.url());
        psql.environment().put("PGCLIENTENCODING", "UTF8");
        psql.redirectOutput(echo.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();

        assertThat(echo)
                .content()
                .isEqualTo(SqlSplitter.split(SqlText.of(text)).statements().stream()
                        .map(statement -> statement.sql() + ";\n")
                        .collect(Collectors.joining()));
    }
}
