package io.github.claudenexus.locks;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.claudenexus.sql.Statement;
import io.github.claudenexus.testing.DatabaseTest;
import io.github.claudenexus.testing.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dangerous statements and their safe forms: the lock really taken, what became of the table, and which are flagged. */
class StatementsTest extends DatabaseTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/locks/statements.txt");
    private static final RelationSize BIG = new RelationSize(12_000_000, 3L * 1024 * 1024 * 1024);

    /**
     * The statements of one migration.
     *
     * @param title what is tried
     * @param lines the other lines, each with its word before it; without one it is a statement
     */
    record Case(String title, List<String> lines) {

        static Case of(String block) {
            List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
            return new Case(lines.get(0), lines.subList(1, lines.size()));
        }

        List<String> with(String word) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1))
                    .toList();
        }

        List<String> statements() {
            return lines.stream()
                    .filter(line -> !line.matches("(given|afterwards|big|small|since|=>|->) .*|nothing"))
                    .map(line -> line.replaceFirst("^outside ", ""))
                    .toList();
        }

        boolean outside() {
            return lines.stream().anyMatch(line -> line.startsWith("outside "));
        }

        Map<String, RelationSize> sizes() {
            Map<String, RelationSize> sizes = new HashMap<>();
            with("big").forEach(relation -> sizes.put(relation, BIG));
            with("small").forEach(relation -> sizes.put(relation, new RelationSize(100, 32 * 1024)));
            return sizes;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> statements() throws IOException {
        return Arrays.stream(Files.readString(CASES).split("(?m)^# ", -1))
                .skip(1)
                .map(Case::of);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void takesTheLockAndIsFlaggedOnlyWhereThereIsASaferWay(Case example) throws Exception {
        for (String version : example.with("since")) {
            assumeTrue(
                    Integer.parseInt(database.value("SHOW server_version_num")) / 10_000 >= Integer.parseInt(version));
        }
        RecordedRun.fixture(database);
        for (String given : example.with("given")) {
            database.execute(mine(given));
        }
        String[] statements = example.statements().stream().map(this::mine).toArray(String[]::new);

        List<LockNote> notes = RecordedRun.on(database)
                .notes(example.outside() ? nonTransactional(1, statements) : sql(1, statements), example.sizes());

        for (String afterwards : example.with("afterwards")) {
            database.execute(mine(afterwards));
        }

        Map<String, String> flagged = example.with("=>").stream()
                .collect(Collectors.toMap(
                        line -> line.split(" \\| ", 2)[0], line -> (line + " | ").split(" \\| ", 3)[1]));
        List<String> taken = example.with("->");
        List<String> shown = Migrations.statements("", statements).stream()
                .map(Statement::shown)
                .toList();
        assertThat(notes.stream()
                        .filter(note -> note.severity() != LockNote.Severity.INFO)
                        .map(StatementsTest::words))
                .containsExactlyInAnyOrderElementsOf(flagged.keySet());
        assertThat(notes.stream()
                        .filter(note -> note.severity() == LockNote.Severity.INFO)
                        .map(StatementsTest::words))
                .containsAll(taken);
        assertThat(notes).allSatisfy(note -> {
            assertThat(note.statement().shown()).isIn(shown);
            assertThat(note.advice().isEmpty()).isEqualTo(note.severity() == LockNote.Severity.INFO);
            assertThat(note.advice()).containsPattern(flagged.getOrDefault(words(note), ""));
            assertThat(note.heldMs()).isNotNegative();
        });
        if (example.lines().contains("nothing")) {
            assertThat(notes).isEmpty();
        }
    }

    private String mine(String sql) {
        return sql.replace("${database}", database.name());
    }

    private static String words(LockNote note) {
        return note.relation() + " " + note.mode().words() + (note.rewrite() ? " rewrite" : "")
                + (note.scan() ? " scan" : "");
    }
}
