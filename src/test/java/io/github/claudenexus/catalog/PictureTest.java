package io.github.claudenexus.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Map<String, String> TABLE = Map.of("owner", "alice");
    private static final Map<String, String> COLUMN = Map.of("of", "table public.t", "type", "integer");

    @Test
    void equalPicturesDoNotDiffer() {
        Picture picture = new Picture(Map.of("table public.t", TABLE));

        assertThat(picture).isEqualTo(new Picture(Map.of("table public.t", new HashMap<>(TABLE))));
        assertThat(picture.differences(picture)).isEmpty();
    }

    @Test
    void anObjectIsGoneOrNew() {
        Picture empty = new Picture(Map.of());
        Picture table = new Picture(Map.of("table public.t", TABLE));

        assertThat(table.differences(empty))
                .containsExactly(Difference.gone("table public.t"))
                .allMatch(Difference::isGone);
        assertThat(empty.differences(table))
                .containsExactly(Difference.added("table public.t"))
                .allMatch(Difference::isNew);
    }

    @Test
    void aPropertyIsAddedChangedOrLost() {
        Picture before = new Picture(Map.of("view public.v", Map.of("definition", "SELECT 1", "options", "a=1")));
        Picture after = new Picture(Map.of("view public.v", Map.of("definition", "SELECT 2", "comment", "new")));

        assertThat(before.differences(after))
                .containsExactly(
                        Difference.changed("view public.v", "comment", null, "new"),
                        Difference.changed("view public.v", "definition", "SELECT 1", "SELECT 2"),
                        Difference.changed("view public.v", "options", "a=1", null))
                .noneMatch(difference -> difference.isGone() || difference.isNew() || difference.isColumnOrder());
    }

    @Test
    void aConstraintOrIndexUnderAnotherNameIsOneDifference() {
        Map<String, String> check = Map.of("of", "table public.t", "definition", "CHECK ((a > 0))");
        Map<String, String> twice = Map.of("of", "table public.t", "definition", "CHECK ((a > 1))");
        Picture before = new Picture(Map.of(
                "table public.t",
                TABLE,
                "table constraint one on public.t",
                check,
                "index public.\"i.1\"",
                Map.of("of", "table public.t", "definition", "CREATE INDEX \"i.1\" ON public.t USING btree (a)")));
        Picture after = new Picture(Map.of(
                "table public.t",
                TABLE,
                "table constraint two on public.t",
                check,
                "table constraint zzz on public.t",
                twice,
                "index public.j",
                Map.of("of", "table public.t", "definition", "CREATE INDEX j ON public.t USING btree (a)")));

        assertThat(before.differences(after))
                .containsExactly(
                        Difference.changed("index public.\"i.1\"", "name", "\"i.1\"", "j")
                                .partOf("table public.t"),
                        Difference.changed("table constraint one on public.t", "name", "one", "two")
                                .partOf("table public.t"),
                        Difference.added("table constraint zzz on public.t").partOf("table public.t"));
    }

    @Test
    void theConstraintOfANotNullGoesWithTheNotNull() {
        Map<String, String> constraint = Map.of("of", "column public.t.a", "definition", "NOT NULL a");
        Picture before = new Picture(Map.of(
                "column public.t.a", Map.of("notNull", "true"), "table constraint a_not_null on public.t", constraint));
        Picture after = new Picture(Map.of("column public.t.a", Map.of("notNull", "false")));

        assertThat(before.differences(after))
                .containsExactly(Difference.changed("column public.t.a", "notNull", "true", "false"));
        assertThat(after.differences(before))
                .containsExactly(Difference.changed("column public.t.a", "notNull", "false", "true"));
    }

    @Test
    void partsGoAndComeWithTheirWhole() {
        Picture empty = new Picture(Map.of());
        Picture whole = new Picture(Map.of("table public.t", TABLE, "column public.t.a", COLUMN));
        Picture bare = new Picture(Map.of("table public.t", TABLE));

        assertThat(empty.differences(whole))
                .extracting(difference -> difference.object().toString())
                .containsExactly("table public.t");
        assertThat(whole.differences(empty))
                .extracting(difference -> difference.object().toString())
                .containsExactly("table public.t");
        assertThat(whole.differences(bare))
                .extracting(difference -> difference.object().toString())
                .containsExactly("column public.t.a");
        assertThat(bare.differences(whole))
                .extracting(difference -> difference.object().toString())
                .containsExactly("column public.t.a");
    }
}
