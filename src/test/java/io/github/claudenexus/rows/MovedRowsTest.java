package io.github.claudenexus.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.testing.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What seeds did to what up moved elsewhere has to come back from there. */
class MovedRowsTest {

    private static final Path CASES = Path.of("src/test/resources/io/github/claudenexus/rows/moved.txt");

    static List<Example> cases() throws IOException {
        return Example.of(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsLostGoesByWhatSeedsChanged(Example example) throws SQLException {
        List<String> found = new ArrayList<>();
        try (StatesFixture states = new StatesFixture()) {
            for (String step : example.steps().subList(0, 3)) {
                states.main().execute(step);
                states.keep();
            }
            states.main().execute(example.steps().get(3));
            RowDifference difference = states.compare();
            difference.losses().forEach(lost -> found.add(line("lost", lost)));
            difference.extra().forEach(extra -> found.add(line("extra", new Loss(extra.table(), null, extra.rows()))));
            difference.undecided().forEach(lost -> found.add(line("undecided", lost)));
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(example.found());
    }

    private static String line(String what, Loss lost) {
        return what + " " + lost.table().replace("public.", "") + (lost.column() == null ? "" : "." + lost.column())
                + " " + lost.rows();
    }
}
