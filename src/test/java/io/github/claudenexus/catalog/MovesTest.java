package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovesTest {

    private static final Map<String, String> TABLE = Map.of("owner", "alice");

    /** Columns named by a letter each, in this order; what is expected is all that differs. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "abc,   abc,   -",
                "abc,   acb,   b: 2 -> 3",
                "abc,   bca,   a: 1 -> 3",
                "abcd,  dabc,  d: 4 -> 1",
                "abcd,  badc,  a: 1 -> 2 c: 3 -> 4",
                "abc,   cba,   a: 1 -> 3",
                "abcde, bcdea, a: 1 -> 5",
                "abcde, decab, a: 1 -> 4 b: 2 -> 5",
                "abc,   bc,    a gone",
                "bc,    abc,   a new",
                "abcd,  ad,    b gone c gone",
                "abc,   ac,    b gone",
                "abc,   acx,   b gone x new",
                "abcd,  acbx,  b: 2 -> 3 d gone x new",
                "abcd,  dcb,   a gone b: 1 -> 3",
            })
    void onlyColumnsThatChangedPlacesAmongEachOtherAreReported(String before, String after, String expected) {
        List<Difference> differences = picture(before).differences(picture(after));

        assertThat(String.join(" ", differences.stream().map(MovesTest::words).toList()))
                .isEqualTo(expected == null ? "" : expected);
        assertThat(differences)
                .allMatch(difference -> difference.isColumnOrder() || difference.isGone() || difference.isNew());
    }

    @Test
    void columnsOfOtherTablesDoNotCount() {
        Map<String, Map<String, String>> before = new HashMap<>();
        columns("t", "ab", before);
        columns("u", "ba", before);
        Map<String, Map<String, String>> after = new HashMap<>();
        columns("t", "ab", after);
        columns("u", "ab", after);

        assertThat(new Picture(before).differences(new Picture(after)))
                .containsExactly(
                        Difference.changed("column u.b", "position", "1", "2").partOf("table u"));
    }

    /** Whatever order the columns come in, it is told exactly when it is another one. */
    @Test
    void equalPicturesAreThoseThatDoNotDiffer() {
        for (String before : List.of("abcd", "dbca")) {
            for (String after : orders("abcd")) {
                assertThat(picture(before).differences(picture(after)).isEmpty())
                        .as(before + " and " + after)
                        .isEqualTo(before.equals(after));
            }
        }
    }

    private static List<String> orders(String letters) {
        return letters.isEmpty()
                ? List.of("")
                : letters.chars()
                        .mapToObj(Character::toString)
                        .flatMap(first ->
                                orders(letters.replace(first, "")).stream().map(first::concat))
                        .toList();
    }

    private static String words(Difference difference) {
        String column = difference.object().toString().replace("column t.", "");
        if (difference.isColumnOrder()) {
            return column + ": " + difference.before().orElseThrow() + " -> "
                    + difference.after().orElseThrow();
        }
        return column + (difference.isGone() ? " gone" : " new");
    }

    private static Picture picture(String columns) {
        Map<String, Map<String, String>> objects = new HashMap<>();
        columns("t", columns, objects);
        return new Picture(objects);
    }

    private static void columns(String table, String columns, Map<String, Map<String, String>> objects) {
        objects.put("table " + table, TABLE);
        for (int place = 0; place < columns.length(); place++) {
            objects.put(
                    "column " + table + "." + columns.charAt(place),
                    Map.of("of", "table " + table, "position", String.valueOf(place + 1)));
        }
    }
}
