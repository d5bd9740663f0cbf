package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference.ExtraRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateDifferenceTest {

    private static final Difference INDEX = Difference.added("index public.i");
    private static final Difference DEFAULT = Difference.changed("column public.t.c", "default", "1", "2");

    private static StateDifference rows(List<Loss> losses, ExtraRows... extra) {
        return new StateDifference(List.of(), losses, List.of(extra));
    }

    private static Loss values(String table, String column, long rows) {
        return new Loss(table, column, rows);
    }

    private static Loss missing(String table, long rows) {
        return new Loss(table, null, rows);
    }

    @Test
    void whatTwoRunsDoNotDifferInIsKept() {
        StateDifference difference = new StateDifference(
                List.of(INDEX, DEFAULT), List.of(values("t", "n", 2), missing("u", 1)), List.of(new ExtraRows("v", 3)));

        assertThat(difference.beyond(StateDifference.NONE)).isEqualTo(difference);
        assertThat(difference.beyond(rows(List.of(values("other", "n", 2))))).isEqualTo(difference);
    }

    @Test
    void whatTwoRunsDifferInAnywayIsLeftOut() {
        StateDifference usual = new StateDifference(List.of(INDEX), List.of(values("t", "at", 5)), List.of());

        assertThat(new StateDifference(List.of(INDEX, DEFAULT), List.of(values("t", "at", 5)), List.of()).beyond(usual))
                .isEqualTo(new StateDifference(List.of(DEFAULT), List.of(), List.of()));
    }

    @Test
    void aColumnThatTwoRunsAgreeInCountsThoughAnotherVaries() {
        StateDifference usual = rows(List.of(values("t", "at", 5)));

        assertThat(rows(List.of(values("t", "at", 3), values("t", "n", 2))).beyond(usual))
                .isEqualTo(rows(List.of(values("t", "n", 2))));
    }

    @Test
    void ofRowsThatCannotBeToldApartTheNumberCounts() {
        StateDifference usual = rows(List.of(missing("t", 2)), new ExtraRows("t", 2));

        assertThat(rows(List.of(missing("t", 2)), new ExtraRows("t", 2)).beyond(usual))
                .isEqualTo(StateDifference.NONE);
        assertThat(rows(List.of(missing("t", 2)), new ExtraRows("t", 4)).beyond(usual))
                .isEqualTo(rows(List.of(), new ExtraRows("t", 2)));
        assertThat(rows(List.of(missing("t", 2)), new ExtraRows("t", 1)).beyond(usual))
                .isEqualTo(rows(List.of(missing("t", 1))));
    }

    @Test
    void rowsOfWhichTwoRunsDoNotMakeTheSameNumberShowNothing() {
        StateDifference usual = rows(List.of(), new ExtraRows("t", 1));

        assertThat(rows(List.of(), new ExtraRows("t", 4)).beyond(usual)).isEqualTo(StateDifference.NONE);
    }
}
