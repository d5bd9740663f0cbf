package io.github.claudenexus.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between two pictures.
 *
 * @param object the object: {@code column public.api_requests.domain}
 * @param property which of its properties differs; empty when the object itself is only in one of the pictures
 * @param before the property's value in the earlier picture; empty when it had none
 * @param after the property's value in the later picture; empty when it has none
 * @param whole what the object is a part of: a column's table; empty when it is a part of nothing
 */
public record Difference(
        ObjectPath object,
        Optional<String> property,
        Optional<String> before,
        Optional<String> after,
        Optional<ObjectPath> whole) {

    private static final Optional<String> THERE = Optional.of("there");
    private static final String PRIVILEGES = "privileges of ";

    /** An object that only the earlier picture has. */
    public static Difference gone(String object) {
        return new Difference(ObjectPath.of(object), Optional.empty(), THERE, Optional.empty(), Optional.empty());
    }

    /** An object that only the later picture has. */
    public static Difference added(String object) {
        return new Difference(ObjectPath.of(object), Optional.empty(), Optional.empty(), THERE, Optional.empty());
    }

    /** A property that has another value; null where it has none. */
    public static Difference changed(String object, String property, @Nullable String before, @Nullable String after) {
        return new Difference(
                ObjectPath.of(object),
                Optional.of(property),
                Optional.ofNullable(before),
                Optional.ofNullable(after),
                Optional.empty());
    }

    /** The same of a part of another object; null where it is a part of nothing. */
    public Difference partOf(@Nullable String newWhole) {
        return new Difference(
                object, property, before, after, Optional.ofNullable(newWhole).map(ObjectPath::of));
    }

    /** Whether the object is only in the earlier picture. */
    public boolean isGone() {
        return property.isEmpty() && after.isEmpty();
    }

    /** Whether the object is only in the later picture. */
    public boolean isNew() {
        return property.isEmpty() && before.isEmpty();
    }

    /** Whether this property differs. */
    public boolean is(String name) {
        return property.filter(name::equals).isPresent();
    }

    /** The role whose privileges differ, or PUBLIC; empty when something else does. */
    public Optional<String> grantee() {
        return property.filter(name -> name.startsWith(PRIVILEGES)).map(name -> name.substring(PRIVILEGES.length()));
    }

    /** Whether nothing but the place of a part among the others differs. */
    public boolean isOrder() {
        return is(Moves.POSITION);
    }

    /** Whether the object is a part of a type, as an attribute of a composite type is. */
    public boolean isOfType() {
        return isOf("type");
    }

    /** Whether the object is a part of a view. */
    public boolean isOfView() {
        return isOf("view") || isOf("materialized view");
    }

    private boolean isOf(String kind) {
        return whole.filter(path -> path.is(kind)).isPresent();
    }

    /** Whether nothing but a column's place among the others differs. The value of a composite type goes by place. */
    public boolean isColumnOrder() {
        return isOrder() && !isOfType();
    }

    /** Whether nothing but the name differs that PostgreSQL itself has given to the NOT NULL of a column. */
    public boolean isGeneratedName() {
        return is(Renames.NAME)
                && whole.filter(ObjectPath::isColumn).isPresent()
                && isGenerated(before)
                && isGenerated(after);
    }

    private static boolean isGenerated(Optional<String> name) {
        return name.filter(text -> text.matches(".*_not_null\\d*\"?")).isPresent();
    }
}
