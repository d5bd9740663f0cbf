package io.github.claudenexus.locks;

import static io.github.claudenexus.testing.Migrations.nonTransactional;
import static io.github.claudenexus.testing.Migrations.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.DatabaseTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dangerous statements and their safe forms: the lock really taken, what became of the table, and who is accused. */
class StatementsTest extends DatabaseTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/locks/statements.txt");

    /**
     * One statement.
     *
     * @param accused the strongest lock on each accused relation, with what was done under it
     * @param taken locks that must be there and not be accused
     */
    record Case(
            String title,
            List<String> given,
            List<String> afterwards,
            boolean outside,
            String statement,
            List<String> accused,
            List<String> taken) {

        static Case of(String block) {
            List<String> given = new ArrayList<>();
            List<String> afterwards = new ArrayList<>();
            List<String> accused = new ArrayList<>();
            List<String> taken = new ArrayList<>();
            String statement = "";
            List<String> lines = block.lines().toList();
            for (String line : lines.subList(1, lines.size())) {
                if (line.startsWith("given ")) {
                    given.add(line.substring("given ".length()));
                } else if (line.startsWith("afterwards ")) {
                    afterwards.add(line.substring("afterwards ".length()));
                } else if (line.startsWith("=> ")) {
                    accused.add(line.substring("=> ".length()));
                } else if (line.startsWith("-> ")) {
                    taken.add(line.substring("-> ".length()));
                } else if (!line.isBlank() && !line.equals("nothing")) {
                    statement = line;
                }
            }
            boolean outside = statement.startsWith("outside ");
            return new Case(
                    lines.get(0), given, afterwards, outside, statement.replaceFirst("^outside ", ""), accused, taken);
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
    void takesTheLockAndIsAccusedOnlyWhereThereIsASaferWay(Case example) throws Exception {
        Rehearsal.fixture(database);
        for (String given : example.given()) {
            database.execute(mine(given));
        }
        String statement = mine(example.statement());

        List<LockNote> notes = Rehearsal.on(database)
                .notes(example.outside() ? nonTransactional(1, statement) : sql(1, statement), Map.of());

        for (String afterwards : example.afterwards()) {
            database.execute(mine(afterwards));
        }

        assertThat(notes.stream()
                        .filter(note -> note.severity() != LockNote.Severity.INFO)
                        .map(StatementsTest::words))
                .containsExactlyInAnyOrderElementsOf(example.accused());
        assertThat(notes.stream()
                        .filter(note -> note.severity() == LockNote.Severity.INFO)
                        .map(StatementsTest::words))
                .containsAll(example.taken());
        assertThat(notes).allSatisfy(note -> {
            assertThat(note.statement()).isEqualTo(statement);
            assertThat(note.advice().isEmpty()).isEqualTo(note.severity() == LockNote.Severity.INFO);
            assertThat(note.heldMs()).isNotNegative();
        });
        if (example.accused().isEmpty() && example.taken().isEmpty()) {
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
