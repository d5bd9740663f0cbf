package io.github.claudenexus.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The constraints and indexes that have only another name in a later picture. */
final class Renames {

    /** The property that holds the name of what is only called otherwise. */
    static final String NAME = "name";

    private final Picture before;
    private final Picture after;
    private final Map<String, String> newPaths = new HashMap<>();

    /** Of pictures in which these objects are not the same. */
    Renames(Picture before, Picture after, Set<String> changed) {
        this.before = before;
        this.after = after;
        Set<String> taken = new HashSet<>();
        for (String object : changed) {
            if (!after.objects().containsKey(object) && name(object).isPresent()) {
                changed.stream()
                        .filter(other -> !before.objects().containsKey(other) && !taken.contains(other))
                        .filter(other -> isSame(object, other))
                        .findFirst()
                        .ifPresent(other -> {
                            taken.add(other);
                            newPaths.put(object, other);
                        });
            }
        }
    }

    /** What became of the name of an object that the later picture does not have; empty when it has none like it. */
    Optional<Difference> of(String object) {
        return Optional.ofNullable(newPaths.get(object)).map(other -> Difference.changed(
                        object, NAME, name(object).orElseThrow(), name(other).orElseThrow())
                .partOf(before.wholeOf(object)));
    }

    /** Whether this object, which the earlier picture does not have, is one of it under another name. */
    boolean isNewName(String object) {
        return newPaths.containsValue(object);
    }

    private static Optional<String> name(String object) {
        ObjectPath path = ObjectPath.of(object);
        return path.is("table constraint", "domain constraint", "index")
                ? Optional.of(path.unqualifiedName())
                : Optional.empty();
    }

    private boolean isSame(String object, String other) {
        return before.wholeOf(object) != null
                && Objects.equals(before.wholeOf(object), after.wholeOf(other))
                && unnamed(before, object).equals(unnamed(after, other));
    }

    // Of an index the definition repeats the name.
    private static Map<String, String> unnamed(Picture picture, String object) {
        SortedMap<String, String> properties =
                new TreeMap<>(Objects.requireNonNull(picture.objects().get(object)));
        name(object)
                .ifPresent(name -> properties.computeIfPresent(
                        "definition",
                        (key, definition) -> definition.replace(" INDEX " + name + " ON ", " INDEX ON ")));
        return properties;
    }
}
