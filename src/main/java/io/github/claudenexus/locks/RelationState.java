package io.github.claudenexus.locks;

import java.util.Set;

/**
 * What tells that a statement changed a relation.
 *
 * @param name with its schema
 * @param file where its rows are; 0 when it has none of its own
 * @param columns their names
 */
record RelationState(String name, long file, Set<String> columns) {

    RelationState {
        columns = Set.copyOf(columns);
    }
}
