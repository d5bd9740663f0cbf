package io.github.claudenexus.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a database's catalog holds, as data: each object's path and its properties. docs/catalog.md says what is not
 * looked at.
 */
public final class Picture {

    /** The property that names the object which another one is a part of: a column's table. */
    static final String OF = "of";

    private final SortedMap<String, SortedMap<String, String>> objects;

    /** A picture of these objects. */
    public Picture(Map<String, ? extends Map<String, String>> objects) {
        this(copy(objects));
    }

    private Picture(SortedMap<String, SortedMap<String, String>> objects) {
        this.objects = Collections.unmodifiableSortedMap(objects);
    }

    /** A picture of these objects, whose properties never change. */
    static Picture sharing(SortedMap<String, SortedMap<String, String>> objects) {
        return new Picture(new TreeMap<>(objects));
    }

    private static SortedMap<String, SortedMap<String, String>> copy(
            Map<String, ? extends Map<String, String>> objects) {
        SortedMap<String, SortedMap<String, String>> copy = new TreeMap<>();
        objects.forEach(
                (path, properties) -> copy.put(path, Collections.unmodifiableSortedMap(new TreeMap<>(properties))));
        return copy;
    }

    /** Every object with its properties, in order of path. */
    public SortedMap<String, SortedMap<String, String>> objects() {
        return objects;
    }

    /**
     * What differs in a later picture, in order of object and property. The parts of an object that is gone or new are not
     * reported; nor is, where a column's NOT NULL differs, the constraint that PostgreSQL 18 makes of it. A constraint or
     * index that has only another name is one difference. A column's position is reported only where columns that both
     * pictures have changed places among each other, of as few of them as possible, and is counted among these columns.
     */
    public List<Difference> differences(Picture later) {
        List<Difference> differences = new ArrayList<>();
        Set<String> changed = changed(later);
        Map<String, Difference> moves = Moves.between(this, later, changed);
        Renames renames = new Renames(this, later, changed);
        for (String object : union(changed, moves.keySet())) {
            SortedMap<String, String> before = objects.get(object);
            SortedMap<String, String> after = later.objects.get(object);
            if (missesWholeOf(object, later) || later.missesWholeOf(object, this)) {
                continue;
            }
            if (before == null) {
                if (!renames.isNewName(object) && !later.followsFromColumn(object, this)) {
                    differences.add(Difference.added(object).partOf(later.wholeOf(object)));
                }
            } else if (after == null) {
                if (!followsFromColumn(object, later)) {
                    differences.add(
                            renames.of(object).orElse(Difference.gone(object).partOf(wholeOf(object))));
                }
            } else {
                for (String property : union(before.keySet(), after.keySet())) {
                    String earlier = before.get(property);
                    String now = after.get(property);
                    if (property.equals(Moves.POSITION) && earlier != null && now != null) {
                        Optional.ofNullable(moves.get(object)).ifPresent(differences::add);
                    } else if (!property.equals(OF) && !Objects.equals(earlier, now)) {
                        differences.add(Difference.changed(object, property, earlier, now)
                                .partOf(wholeOf(object)));
                    }
                }
            }
        }
        return differences;
    }

    /** The objects that are not the same in both. Most are, so both are gone through side by side. */
    private Set<String> changed(Picture later) {
        Set<String> changed = new TreeSet<>();
        Iterator<Map.Entry<String, SortedMap<String, String>>> others =
                later.objects.entrySet().iterator();
        Map.Entry<String, SortedMap<String, String>> other = next(others);
        for (Map.Entry<String, SortedMap<String, String>> one : objects.entrySet()) {
            while (other != null && other.getKey().compareTo(one.getKey()) < 0) {
                changed.add(other.getKey());
                other = next(others);
            }
            if (!one.equals(other)) {
                changed.add(one.getKey());
            }
            if (other != null && other.getKey().equals(one.getKey())) {
                other = next(others);
            }
        }
        while (other != null) {
            changed.add(other.getKey());
            other = next(others);
        }
        return changed;
    }

    private static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }

    /** The path of what an object is a part of; null when it is a part of nothing. */
    @Nullable String wholeOf(String object) {
        return properties(object).get(OF);
    }

    /** What is known of an object; nothing where it is not there. */
    SortedMap<String, String> properties(@Nullable String object) {
        return object == null
                ? Collections.emptySortedMap()
                : objects.getOrDefault(object, Collections.emptySortedMap());
    }

    /** Whether an object is only the name of a NOT NULL that the other picture does not have. */
    private boolean followsFromColumn(String object, Picture other) {
        String whole = wholeOf(object);
        return properties(object).getOrDefault("definition", "").startsWith("NOT NULL")
                && !Objects.equals(
                        properties(whole).get("notNull"),
                        other.properties(whole).get("notNull"));
    }

    /** Whether an object of this picture is a part of one that the other picture does not have. */
    private boolean missesWholeOf(String object, Picture other) {
        String whole = wholeOf(object);
        return whole != null && objects.containsKey(whole) && !other.objects.containsKey(whole);
    }

    private static SortedSet<String> union(Set<String> some, Set<String> others) {
        SortedSet<String> union = new TreeSet<>(some);
        union.addAll(others);
        return union;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Picture picture && objects.equals(picture.objects);
    }

    @Override
    public int hashCode() {
        return objects.hashCode();
    }

    @Override
    public String toString() {
        return objects.toString();
    }
}
