package io.github.claudenexus.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
class RowComparisonTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/rows/cases.txt");

    private final Map<String, List<String>> found = new TreeMap<>();
    private final StatesFixture states;

    RowComparisonTest() throws SQLException {
        this.states = new StatesFixture();
    }

    static List<Example> cases() throws IOException {
        return Example.of(CASES);
    }

    private static String schema(Example example) {
        return "case" + example.number();
    }

    @BeforeAll
    void rehearse() throws SQLException, IOException {
        List<Example> cases = cases();
        for (Example example : cases) {
            states.main().execute("CREATE SCHEMA " + schema(example));
        }
        for (int step = 0; step < 4; step++) {
            try (Connection connection = states.main().connect();
                    Statement statement = connection.createStatement()) {
                for (Example example : cases) {
                    statement.execute("SET search_path = " + schema(example));
                    statement.execute(example.steps().get(step));
                }
            }
            if (step < 3) {
                states.keep();
            }
        }
        RowDifference difference = states.compare();
        difference
                .losses()
                .forEach(lost ->
                        add(lost.table(), lost.column() == null ? "" : "." + lost.column(), "lost", "" + lost.rows()));
        difference.extra().forEach(extra -> add(extra.table(), "", "extra", "" + extra.rows()));
        difference.sequences().forEach(move -> add(move.sequence(), "", "moved", move.before() + " " + move.after()));
        difference
                .behind()
                .forEach(behind -> add(
                        behind.move().sequence(),
                        "",
                        "taken",
                        behind.table().replaceFirst(".*\\.", "") + "." + behind.column() + " " + behind.furthest()));
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
    void whatDownLeavesIsFound(Example example) {
        assertThat(found.getOrDefault(schema(example), List.of())).containsExactlyInAnyOrderElementsOf(example.found());
    }
}
