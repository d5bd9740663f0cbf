package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Difference;
import io.github.claudenexus.catalog.ObjectPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        List<ObjectPath> detached = differences.stream()
                .filter(difference ->
                        difference.is("parents") && difference.after().isEmpty())
                .map(Difference::object)
                .toList();
        Map<ObjectPath, List<Difference>> objects = differences.stream()
                .filter(difference -> detached.stream().noneMatch(table -> followsFromDetaching(difference, table)))
                .collect(Collectors.groupingBy(Difference::object, LinkedHashMap::new, Collectors.toList()));
        return withLocalColumns(objects.values().stream()
                .map(Causes::ofObject)
                .flatMap(Collection::stream)
                .toList());
    }

    private static boolean followsFromDetaching(Difference difference, ObjectPath table) {
        boolean isPart = difference.whole().filter(table::equals).isPresent()
                || difference.object().on().filter(table.name()::equals).isPresent();
        return (difference.is("partitionBound") && difference.object().equals(table))
                || (difference.is(LOCAL) && isPart);
    }

    private static List<Difference> ofObject(List<Difference> all) {
        ObjectPath object = all.get(0).object();
        if (object.is("sequence") && has(all, "type")) {
            return without(all, it -> it.is("minimum") || it.is("maximum"));
        }
        if (object.is("table constraint", "domain constraint") && has(all, DEFINITION)) {
            return has(all, VALIDATED) && all.stream().anyMatch(Causes::isOnlyValidity)
                    ? without(all, it -> it.is(DEFINITION))
                    : without(
                            all,
                            it -> it.property().filter(OF_DEFINITION::contains).isPresent());
        }
        return all;
    }

    private static boolean isOnlyValidity(Difference difference) {
        return difference.is(DEFINITION) && valid(difference.before()).equals(valid(difference.after()));
    }

    private static Optional<String> valid(Optional<String> definition) {
        return definition.map(text -> text.replace(" NOT VALID", ""));
    }

    private static List<Difference> withLocalColumns(List<Difference> all) {
        Map<ObjectPath, Set<String>> own = new LinkedHashMap<>();
        for (Difference difference : all) {
            if (isNowLocal(difference)) {
                own.computeIfAbsent(difference.whole().orElseThrow(), table -> new TreeSet<>())
                        .add(difference.object().name());
            }
        }
        List<Difference> some = new ArrayList<>();
        for (Difference difference : all) {
            if (!isNowLocal(difference)) {
                some.add(difference);
                continue;
            }
            ObjectPath table = difference.whole().orElseThrow();
            Set<String> columns = own.remove(table);
            if (columns != null) {
                some.add(Difference.changed(table.toString(), LOCAL_COLUMNS, null, String.join(", ", columns)));
            }
        }
        return some;
    }

    private static boolean isNowLocal(Difference difference) {
        return difference.is(LOCAL)
                && difference.object().isColumn()
                && difference.whole().isPresent()
                && difference.after().filter("true"::equals).isPresent();
    }

    private static boolean has(List<Difference> all, String property) {
        return all.stream().anyMatch(difference -> difference.is(property));
    }

    private static List<Difference> without(List<Difference> all, Predicate<Difference> left) {
        return all.stream().filter(left.negate()).toList();
    }
}
