package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Relation.Known;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was there before the migration; only locks on that are noted.
 *
 * @param relations by OID
 * @param names what running code calls by name, by a key that a rename leaves as it is
 * @param rows how many rows tables have, counted up to a limit, by OID
 */
record KnownObjects(Map<Long, Known> relations, Map<String, Relation> names, Map<Long, Long> rows) {

    KnownObjects {
        relations = Collections.unmodifiableMap(new TreeMap<>(relations));
        names = Map.copyOf(names);
        rows = Map.copyOf(rows);
    }

    /** The same without these tables, by name, and their indexes. */
    KnownObjects without(Set<String> tables) {
        Set<Long> ignored = relations.values().stream()
                .map(Known::relation)
                .filter(relation -> tables.contains(relation.name()))
                .map(Relation::oid)
                .collect(Collectors.toCollection(HashSet::new));
        Map<Long, Known> others = relations.values().stream()
                .filter(known -> !ignored.contains(known.relation().oid())
                        && !ignored.contains(known.relation().table()))
                .collect(Collectors.toMap(known -> known.relation().oid(), known -> known));
        return new KnownObjects(others, names, rows);
    }

    boolean has(long oid) {
        return relations.containsKey(oid);
    }

    List<Relation> that(Predicate<Relation> filter) {
        return relations.values().stream().map(Known::relation).filter(filter).toList();
    }

    /** How many rows a table has, counted up to a limit; 0 where that is not known. */
    long rows(Relation table) {
        return rows.getOrDefault(table.oid(), 0L);
    }
}
