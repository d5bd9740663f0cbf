package io.github.claudenexus.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All fragments of a catalog, and the objects that they make together. */
final class Fragments {

    private final Map<Long, List<Fragment>> byKey = new HashMap<>();
    private final Map<String, List<Fragment>> byObject = new HashMap<>();
    private final SortedMap<String, SortedMap<String, String>> objects = new TreeMap<>();

    Fragments(Collection<Fragment> fragments) {
        replace(Set.of(), fragments);
    }

    List<Fragment> of(long key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** Puts what was read of some keys in the place of all that was known of them. */
    void replace(Set<Long> keys, Collection<Fragment> read) {
        Set<String> touched = new HashSet<>();
        for (long key : keys) {
            for (Fragment fragment : of(key)) {
                byObject.getOrDefault(fragment.object(), new ArrayList<>()).remove(fragment);
                touched.add(fragment.object());
            }
            byKey.remove(key);
        }
        for (Fragment fragment : read) {
            byKey.computeIfAbsent(fragment.key(), key -> new ArrayList<>()).add(fragment);
            byObject.computeIfAbsent(fragment.object(), object -> new ArrayList<>(1))
                    .add(fragment);
            touched.add(fragment.object());
        }
        touched.forEach(this::put);
    }

    private void put(String object) {
        List<Fragment> fragments = byObject.getOrDefault(object, List.of());
        if (fragments.isEmpty()) {
            byObject.remove(object);
            objects.remove(object);
            return;
        }
        SortedMap<String, String> properties = new TreeMap<>();
        fragments.forEach(fragment -> properties.putAll(fragment.properties()));
        // What is equal stays the same object, which is compared at once.
        if (!properties.equals(objects.get(object))) {
            objects.put(object, Collections.unmodifiableSortedMap(properties));
        }
    }

    Picture picture() {
        return Picture.sharing(objects);
    }
}
