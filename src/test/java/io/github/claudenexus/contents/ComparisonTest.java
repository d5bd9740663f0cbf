package io.github.claudenexus.contents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All cases are rehearsed together, each in a schema of its own, and judged one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/contents/cases.txt");

    private final Map<String, List<String>> found = new TreeMap<>();
    private final StatesFixture states;

    ComparisonTest() throws SQLException {
        this.states = new StatesFixture();
    }

    record Case(int number, String name, List<String> steps) {

        String schema() {
            return "case" + number;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String text : Files.readString(CASES).split("(?m)^-- case: ", -1)) {
            if (!text.isEmpty()) {
                String[] lines = text.split("\n", 2);
                List<String> steps = Arrays.stream(lines[1].split("(?m)^-- (up|seeds|down|found)$", -1))
                        .map(String::strip)
                        .toList();
                assertThat(steps).as(lines[0]).hasSize(5);
                cases.add(new Case(cases.size() + 1, lines[0], steps));
            }
        }
        return cases;
    }

    @BeforeAll
    void rehearse() throws SQLException, IOException {
        List<Case> cases = cases();
        for (Case example : cases) {
            states.main().execute("CREATE SCHEMA " + example.schema());
        }
        for (int step = 0; step < 4; step++) {
            try (Connection connection = states.main().connect();
                    Statement statement = connection.createStatement()) {
                for (Case example : cases) {
                    statement.execute("SET search_path = " + example.schema());
                    statement.execute(example.steps().get(step));
                }
            }
            if (step < 3) {
                states.keep();
            }
        }
        ContentsDifference difference = states.compare();
        difference
                .lost()
                .forEach(lost ->
                        add(lost.table(), lost.column() == null ? "" : "." + lost.column(), "lost", "" + lost.rows()));
        difference.extra().forEach(extra -> add(extra.table(), "", "extra", "" + extra.rows()));
        difference
                .sequences()
                .forEach(moved -> add(moved.sequence(), "", "moved", moved.before() + " " + moved.after()));
    }

    private void add(String name, String column, String what, String count) {
        String[] parts = name.split("\\.", 2);
        found.computeIfAbsent(parts[0], schema -> new ArrayList<>()).add(what + " " + parts[1] + column + " " + count);
    }

    @AfterAll
    void close() throws SQLException {
        states.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatDownLeavesIsFound(Case example) {
        List<String> expected = example.steps().get(4).lines().toList();

        assertThat(found.getOrDefault(example.schema(), List.of())).containsExactlyInAnyOrderElementsOf(expected);
    }
}
