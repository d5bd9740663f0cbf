package io.github.claudenexus.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What seeds wrote into new tables is counted over a whole database; so each case has its own. */
class NewTablesTest {

    private static final String BEFORE = """
            CREATE TABLE a (id integer PRIMARY KEY, old boolean); INSERT INTO a VALUES (1, true), (2, false);
            CREATE TABLE b AS SELECT * FROM a""";

    private static final String UP = """
            CREATE TABLE aside (id integer PRIMARY KEY, old boolean); CREATE TABLE other (id integer);
            WITH moved AS (DELETE FROM a WHERE old RETURNING *) INSERT INTO aside SELECT * FROM moved;
            DELETE FROM b WHERE old""";

    private static List<RowDifference.ExtraRows> extra(String seeds, String down) throws SQLException {
        try (StatesFixture states = new StatesFixture()) {
            for (String step : List.of(BEFORE, UP, seeds)) {
                states.main().execute(step);
                states.keep();
            }
            states.main().execute(down);
            RowDifference difference = states.compare();
            assertThat(difference.losses()).isEmpty();
            return difference.extra();
        }
    }

    @Test
    void whatSeedsWroteMayComeBackWithTheRowsThatWereMovedAside() throws SQLException {
        assertThat(extra("INSERT INTO aside VALUES (4, true)", """
                        INSERT INTO a SELECT * FROM aside; DROP TABLE aside, other; INSERT INTO b VALUES (1, true)""")).isEmpty();
    }

    @Test
    void nothingIsExcusedByATableThatStays() throws SQLException {
        assertThat(extra("INSERT INTO aside VALUES (4, true); INSERT INTO other VALUES (1), (2), (3)", """
                        INSERT INTO a SELECT * FROM aside; DROP TABLE aside; INSERT INTO a VALUES (7, false), (8, false);
                        INSERT INTO b VALUES (1, true)"""))
                .containsExactly(new RowDifference.ExtraRows("public.a", 2));
    }

    @Test
    void nothingIsExcusedByATableThatOnlyHasAnotherName() throws SQLException {
        assertThat(extra("INSERT INTO other VALUES (1), (2), (3)", """
                        INSERT INTO a SELECT * FROM aside; DROP TABLE aside; INSERT INTO a VALUES (7, false);
                        INSERT INTO b VALUES (1, true); ALTER TABLE other RENAME TO third"""))
                .containsExactly(new RowDifference.ExtraRows("public.a", 1));
    }

    @Test
    void eachRowIsExcusedOnce() throws SQLException {
        assertThat(extra("INSERT INTO aside VALUES (4, true), (5, true)", """
                        INSERT INTO a SELECT * FROM aside; DROP TABLE aside, other;
                        INSERT INTO b VALUES (1, true), (7, false)"""))
                .containsExactly(new RowDifference.ExtraRows("public.b", 1));
    }

    @Test
    void aNewTableThatTakesTheNameOfAnOldOneIsIt() throws SQLException {
        assertThat(extra("DROP TABLE a; INSERT INTO aside VALUES (3, true)", """
                        INSERT INTO aside VALUES (2, false); ALTER TABLE aside RENAME TO a; DROP TABLE other;
                        INSERT INTO b VALUES (1, true)"""))
                .isEmpty();
    }
}
