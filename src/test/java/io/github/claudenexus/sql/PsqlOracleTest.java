package io.github.claudenexus.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.testing.Fuzz;
import io.github.claudenexus.testing.LeftOut;
import io.github.claudenexus.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** psql echoes every statement as it cuts it. It is asked where there is one; before 15 it dropped comments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PsqlOracleTest {

    private static final int BATCH = 1000;
    private static final int FIRST_THAT_KEEPS_COMMENTS = 15;

    private final TestDatabase database;

    PsqlOracleTest() throws Exception {
        boolean answers = psqlVersion() >= FIRST_THAT_KEEPS_COMMENTS;
        if (!answers) {
            LeftOut.report("how psql splits SQL (no psql of version 15 or later is found)");
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
    @MethodSource("io.github.claudenexus.sql.SqlSplitterTest#oneStatementThenAnother")
    void psqlSplitsTheSame(String sql, @TempDir Path folder) throws Exception {
        String text = sql + ";\nSELECT 'next';\n";

        assertThat(echo(text, folder)).isEqualTo(split(text));
    }

    /** One psql for many scripts; those that leave something open would swallow the next and are left out. */
    @Test
    void psqlSplitsRandomScriptsTheSame(@TempDir Path folder) throws Exception {
        List<String> scripts = new ArrayList<>();
        Fuzz.check(random -> {
            String script = SqlPieces.script(random) + ";\nSELECT 'mark';\n";
            if (endsWithMark(script)) {
                scripts.add(script);
            }
        });
        assertThat(scripts.size()).isGreaterThan(Fuzz.tries() / 3);
        for (int from = 0; from < scripts.size(); from += BATCH) {
            String text = String.join("", scripts.subList(from, Math.min(from + BATCH, scripts.size())));
            List<String> ours = split(text).lines().toList();
            List<String> psqls = echo(text, folder).lines().toList();
            for (int line = 0; line < Math.min(ours.size(), psqls.size()); line++) {
                assertThat(psqls.get(line))
                        .as("after %s", ours.subList(Math.max(0, line - 5), line))
                        .isEqualTo(ours.get(line));
            }
            assertThat(psqls).hasSameSizeAs(ours);
        }
    }

    private static boolean endsWithMark(String script) {
        try {
            List<Statement> statements =
                    SqlSplitter.split(SourceText.of("test.sql", script)).statements();
            return statements.get(statements.size() - 1).text().equals("SELECT 'mark'");
        } catch (BadSqlException refused) {
            return false;
        }
    }

    private static String split(String text) throws BadSqlException {
        return SqlSplitter.split(SourceText.of("test.sql", text)).statements().stream()
                .map(statement -> statement.text() + ";\n")
                .collect(Collectors.joining());
    }

    private String echo(String text, Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("x.sql"), text);
        Path echo = folder.resolve("echo");
        ProcessBuilder psql =
                new ProcessBuilder("psql", "-X", "-q", "-e", "-o", "/dev/null", "-f", file.toString(), database.url());
        psql.environment().put("PGCLIENTENCODING", "UTF8");
        psql.redirectOutput(echo.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return Files.readString(echo);
    }
}
