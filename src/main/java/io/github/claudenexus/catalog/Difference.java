package io.github.claudenexus.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between two pictures.
 *
 * @param object the object's path: {@code column public.api_requests.domain}
 * @param property which of its properties differs; null when the object itself is only in one of the pictures
 * @param before the property's value in the earlier picture; null when it had none
 * @param after the property's value in the later picture; null when it has none
 * @param whole the path of what the object is a part of: a column's table; null when it is a part of nothing
 */
public record Difference(
        String object,
        @Nullable String property,
        @Nullable String before,
        @Nullable String after,
        @Nullable String whole) {

    private static final String THERE = "there";

    /** One of an object that is a part of nothing. */
    public Difference(String object, @Nullable String property, @Nullable String before, @Nullable String after) {
        this(object, property, before, after, null);
    }

    /** An object that only the earlier picture has. */
    static Difference gone(String object, @Nullable String whole) {
        return new Difference(object, null, THERE, null, whole);
    }

    /** An object that only the later picture has. */
    static Difference added(String object, @Nullable String whole) {
        return new Difference(object, null, null, THERE, whole);
    }

    /** Whether the object is only in the earlier picture. */
    public boolean isGone() {
        return property == null && after == null;
    }

    /** Whether the object is only in the later picture. */
    public boolean isNew() {
        return property == null && before == null;
    }

    /** Whether nothing but the place of a part among the others differs. */
    public boolean isOrder() {
        return Moves.POSITION.equals(property);
    }

    /** Whether the object is a part of a type, as an attribute of a composite type is. */
    public boolean isOfType() {
        return whole != null && whole.startsWith("type ");
    }

    /** Whether nothing but a column's place among the others differs. The value of a composite type goes by place. */
    public boolean isColumnOrder() {
        return isOrder() && !isOfType();
    }

    /** Whether nothing but the name differs that PostgreSQL itself has given to the NOT NULL of a column. */
    public boolean isGeneratedName() {
        return Renames.NAME.equals(property)
                && whole != null
                && whole.startsWith("column ")
                && isGenerated(before)
                && isGenerated(after);
    }

    private static boolean isGenerated(@Nullable String name) {
        return name != null && name.matches(".*_not_null\\d*\"?");
    }
}
