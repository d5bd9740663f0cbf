package io.github.claudenexus.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between two pictures.
 *
 * @param object the object's path: {@code column public.api_requests.domain}
 * @param property which of its properties differs; null when the object itself is only in one of the pictures
 * @param before the property's value in the earlier picture; null when it had none
 * @param after the property's value in the later picture; null when it has none
 */
public record Difference(
        String object,
        @Nullable String property,
        @Nullable String before,
        @Nullable String after) {

    private static final String THERE = "there";

    /** An object that only the earlier picture has. */
    static Difference gone(String object) {
        return new Difference(object, null, THERE, null);
    }

    /** An object that only the later picture has. */
    static Difference added(String object) {
        return new Difference(object, null, null, THERE);
    }

    /** Whether the object is only in the earlier picture. */
    public boolean isGone() {
        return property == null && after == null;
    }

    /** Whether the object is only in the later picture. */
    public boolean isNew() {
        return property == null && before == null;
    }

    /** Whether nothing but a column's place among the others differs. */
    public boolean isColumnOrder() {
        return Moves.POSITION.equals(property);
    }
}
