package io.github.claudenexus.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.rows.Loss;
import io.github.claudenexus.rows.RowDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One sentence names the object and says what is wrong. */
class FindingTextTest {

    private static final Difference NEW = Difference.added("index public.i");
    private static final Difference GONE = Difference.gone("index public.i");

    private static Difference of(String property, @Nullable String before, @Nullable String after) {
        return Difference.changed("column public.t.c", property, before, after);
    }

    @Test
    void anObjectThatIsNewOrGone() {
        assertThat(FindingText.afterDown(NEW)).isEqualTo("Down leaves behind the index public.i.");
        assertThat(FindingText.afterDown(GONE))
                .isEqualTo("After down the index public.i is missing; it was there before up.");
        assertThat(FindingText.afterAgain(NEW)).isEqualTo("Run a second time, up makes the index public.i.");
        assertThat(FindingText.afterAgain(GONE)).isEqualTo("Run a second time, up takes away the index public.i.");
        assertThat(FindingText.afterUpAgain(NEW))
                .isEqualTo("Run again after its down, up makes the index public.i, which it did not make the first"
                        + " time.");
        assertThat(FindingText.afterUpAgain(GONE))
                .isEqualTo("Run again after its down, up does not make the index public.i, which it made the first"
                        + " time.");
    }

    @Test
    void aPlaceAmongAttributes() {
        assertThat(FindingText.afterDown(Difference.changed("column public.c.x", "position", "1", "2")
                        .partOf("type public.c")))
                .isEqualTo("After down the column public.c.x is at position 2 among the attributes; before up it was at"
                        + " position 1.");
    }

    @Test
    void aPropertyOfAnObjectInEachStep() {
        Difference longer = of("type", "text", "varchar(5)");

        assertThat(FindingText.afterDown(longer))
                .isEqualTo("After down the column public.t.c has another type: varchar(5) in place of text.");
        assertThat(FindingText.afterAgain(longer))
                .isEqualTo("After up was run a second time the column public.t.c has another type: varchar(5) in place"
                        + " of text.");
        assertThat(FindingText.afterUpAgain(longer))
                .isEqualTo("After down and up again the column public.t.c has another type: varchar(5) in place of"
                        + " text.");
        assertThat(FindingText.afterDown(of("position", "2", "4")))
                .isEqualTo("After down the column public.t.c is at position 4 among the columns; before up it was at"
                        + " position 2.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "default                  | 0     | -      | has lost its default: 0",
                "default                  | -     | 0      | has a new default: 0",
                "comment                  | -     | Mine.  | has a new comment: \"Mine.\"",
                "comment                  | One.  | Two.   | has another comment: \"Two.\" in place of \"One.\"",
                "notNull                  | true  | false  | is not NOT NULL any more",
                "notNull                  | false | true   | is NOT NULL, and was not before",
                "validated                | true  | false  | is not validated any more",
                "rowSecurity              | true  | false  | is not under row security any more",
                "partitionBound           | X     | -      | has lost its partition bound: X",
                "ownedBy                  | a.b   | -      | has lost its owning column: a.b",
                "enabled                  | on    | off    | has another way of firing: off in place of on",
                "privileges of clerk      | -     | SELECT | has new privileges of clerk: SELECT",
                "privileges of clerk      | A     | B      | has other privileges of clerk: B in place of A",
                "privileges of clerk      | not A | -      | has new privileges of clerk: A",
                "privileges of clerk      | -     | not A  | has lost its privileges of clerk: A",
                "privileges of clerk      | A*    | A      | has lost its privileges of clerk: GRANT OPTION FOR A",
                "parents                  | p, q  | q, p   | has other parents: q, p in place of p, q",
                "localColumns             | -     | a, b   | has new local columns: a, b",
            })
    void aPropertyInWords(String property, @Nullable String before, @Nullable String after, String expected) {
        assertThat(FindingText.change(of(property, before, after))).isEqualTo(expected);
    }

    @Test
    void ofLongValuesThePartIsShownWhereTheyDiffer() {
        String start = "CREATE OR REPLACE FUNCTION public.a_function_with_a_long_name(first integer, second integer)\n";

        assertThat(FindingText.change(
                        of("definition", start + " RETURNS\n  integer LANGUAGE sql", start + " RETURNS text")))
                .isEqualTo("has another definition: …nd integer) RETURNS text in place of …nd integer) RETURNS integer"
                        + " LANGUAGE sql");
        assertThat(FindingText.change(of("definition", "x".repeat(61), null)))
                .isEqualTo("has lost its definition: " + "x".repeat(60) + "…");
    }

    @Test
    void lostAndExtraRows() {
        assertThat(RowFindings.lost(new Loss("public.t", null, 1)).message())
                .isEqualTo("After down 1 row of public.t is missing.");
        assertThat(RowFindings.lost(new Loss("public.t", null, 7)).message())
                .isEqualTo("After down 7 rows of public.t are missing.");
        assertThat(RowFindings.lost(new Loss("public.t", "c", 1)))
                .returns("column public.t.c", finding -> finding.object().toString())
                .returns(
                        "After down the values of public.t.c in 1 row are not what they were before.",
                        Finding::message);
        assertThat(RowFindings.leftBehind(new RowDifference.ExtraRows("public.t", 1))
                        .message())
                .isEqualTo("After down public.t has 1 row that was not there before up.");
        assertThat(RowFindings.leftBehind(new RowDifference.ExtraRows("public.t", 2))
                        .message())
                .isEqualTo("After down public.t has 2 rows that were not there before up.");
        assertThat(RowFindings.addedAgain(new RowDifference.ExtraRows("public.t", 1))
                        .message())
                .isEqualTo("Run a second time, up adds 1 row to public.t.");
        assertThat(RowFindings.changedAgain(new Loss("public.t", null, 2)).message())
                .isEqualTo("Run a second time, up deletes 2 rows of public.t.");
        assertThat(RowFindings.changedAgain(new Loss("public.t", "c", 2)).message())
                .isEqualTo("Run a second time, up changes the values of public.t.c in 2 rows.");
    }
}
