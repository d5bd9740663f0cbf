package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Differences with one cause as one: what follows from another difference of the same object is left out. */
final class Causes {

    /** The columns of a child that have become its own; a property of the table, for all of them together. */
    static final String LOCAL_COLUMNS = "localColumns";

    private static final String LOCAL = "local";
    private static final String VALIDATED = "validated";
    private static final String DEFINITION = "definition";

    // The definition says these too.
    private static final Set<String> OF_DEFINITION = Set.of(VALIDATED, "deferrable", "deferred", "noInherit");

    private Causes() {}

    static List<Difference> of(List<Difference> differences) {
        List<String> detached = differences.stream()
                .filter(difference -> is(difference, "parents") && difference.after() == null)
                .map(Difference::object)
                .toList();
        Map<String, List<Difference>> objects = differences.stream()
                .filter(difference -> detached.stream().noneMatch(table -> followsFromDetaching(difference, table)))
                .collect(Collectors.groupingBy(Difference::object, LinkedHashMap::new, Collectors.toList()));
        return withLocalColumns(objects.values().stream()
                .map(Causes::ofObject)
                .flatMap(Collection::stream)
                .toList());
    }

    private static boolean followsFromDetaching(Difference difference, String table) {
        boolean part = table.equals(difference.whole())
                || difference.object().endsWith(table.replaceFirst("^(foreign )?table", " on"));
        return (is(difference, "partitionBound") && difference.object().equals(table))
                || (is(difference, LOCAL) && part);
    }

    private static List<Difference> ofObject(List<Difference> all) {
        String object = all.get(0).object();
        if (object.startsWith("sequence ") && has(all, "type")) {
            return without(all, it -> is(it, "minimum") || is(it, "maximum"));
        }
        if (object.contains(" constraint ") && has(all, DEFINITION)) {
            return has(all, VALIDATED) && all.stream().anyMatch(Causes::isOnlyValidity)
                    ? without(all, it -> is(it, DEFINITION))
                    : without(all, it -> OF_DEFINITION.contains(String.valueOf(it.property())));
        }
        return all;
    }

    private static boolean isOnlyValidity(Difference difference) {
        return is(difference, DEFINITION)
                && valid(String.valueOf(difference.before())).equals(valid(String.valueOf(difference.after())));
    }

    private static String valid(String definition) {
        return definition.replace(" NOT VALID", "");
    }

    private static List<Difference> withLocalColumns(List<Difference> all) {
        Map<String, Set<String>> own = new LinkedHashMap<>();
        for (Difference difference : all) {
            if (isNowLocal(difference)) {
                own.computeIfAbsent(String.valueOf(difference.whole()), table -> new TreeSet<>())
                        .add(difference.object().replaceFirst(".*\\.", ""));
            }
        }
        List<Difference> some = new ArrayList<>();
        for (Difference difference : all) {
            Set<String> columns = isNowLocal(difference) ? own.remove(String.valueOf(difference.whole())) : null;
            if (columns != null) {
                some.add(new Difference(
                        String.valueOf(difference.whole()), LOCAL_COLUMNS, null, String.join(", ", columns)));
            } else if (!isNowLocal(difference)) {
                some.add(difference);
            }
        }
        return some;
    }

    private static boolean isNowLocal(Difference difference) {
        return is(difference, LOCAL)
                && difference.object().startsWith("column ")
                && difference.whole() != null
                && "true".equals(difference.after());
    }

    private static boolean has(List<Difference> all, String property) {
        return all.stream().anyMatch(difference -> is(difference, property));
    }

    private static boolean is(Difference difference, String property) {
        return property.equals(difference.property());
    }

    private static List<Difference> without(List<Difference> all, Predicate<Difference> left) {
        return all.stream().filter(left.negate()).toList();
    }
}
