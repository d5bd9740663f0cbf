package io.github.claudenexus.rollback;

import io.github.claudenexus.history.HistoryRow;
import io.github.claudenexus.locks.RelationSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a rehearsal needs to know of the target database.
 *
 * @param database which database of which server it is; empty without a target
 * @param major its server's major version; empty without a target
 * @param history what it has had applied
 * @param schemas the schemas that were there before any migration: those of its search path
 * @param roles the names of its roles
 * @param sizes how large its relations are, by name with schema
 */
public record TargetState(
        Optional<String> database,
        OptionalInt major,
        List<HistoryRow> history,
        List<String> schemas,
        Set<String> roles,
        Map<String, RelationSize> sizes) {

    /** No target is configured. */
    public static final TargetState NONE =
            new TargetState(Optional.empty(), OptionalInt.empty(), List.of(), List.of(), Set.of(), Map.of());

    /** Copies the collections. */
    public TargetState {
        history = List.copyOf(history);
        schemas = List.copyOf(schemas);
        roles = Set.copyOf(roles);
        sizes = Map.copyOf(sizes);
    }
}
