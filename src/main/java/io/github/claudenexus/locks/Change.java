package io.github.claudenexus.locks;

import io.github.claudenexus.locks.Relation.RelationState;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement did to a relation.
 *
 * @param before its state before
 * @param rewrite the relation was rewritten
 * @param scan it was read as a whole
 * @param everyRow every row was updated or deleted
 * @param dropped it is gone
 * @param renamed it has another name or schema
 * @param lostColumns names of columns that are no longer there
 */
record Change(
        RelationState before,
        boolean rewrite,
        boolean scan,
        boolean everyRow,
        boolean dropped,
        boolean renamed,
        Set<String> lostColumns) {

    Change {
        lostColumns = Set.copyOf(lostColumns);
    }

    static Change between(RelationState before, Optional<RelationState> after) {
        if (after.isEmpty()) {
            return new Change(before, false, false, false, true, false, Set.of());
        }
        RelationState now = after.get();
        boolean rewrite = before.file() != now.file() && now.file() != 0;
        boolean renamed = !before.name().equals(now.name());
        return new Change(before, rewrite, false, false, false, renamed, without(before.columns(), now.columns()));
    }

    static Change renamed(String oldName) {
        return new Change(new RelationState(oldName, 0, Set.of()), false, false, false, false, true, Set.of());
    }

    private static Set<String> without(Set<String> columns, Set<String> others) {
        Set<String> rest = new TreeSet<>(columns);
        rest.removeAll(others);
        return rest;
    }

    Change with(boolean wholeScan, boolean allRows) {
        return new Change(before, rewrite, wholeScan, allRows, dropped, renamed, lostColumns);
    }

    /** The same where, at the commit, another relation has its name: only the columns that this one lacks are lost. */
    Change replacedBy(RelationState other) {
        Set<String> used = dropped || renamed ? before.columns() : lostColumns;
        return new Change(before, rewrite, scan, everyRow, false, false, without(used, other.columns()));
    }

    /** The same for running code that knows only these columns. */
    Change knowing(Set<String> columns) {
        Set<String> lost = new TreeSet<>(lostColumns);
        lost.retainAll(columns);
        return new Change(before, rewrite, scan, everyRow, dropped, renamed, lost);
    }

    Change withoutLoss() {
        return new Change(before, rewrite, scan, everyRow, false, false, Set.of());
    }

    /** Whether running code misses something that it may use. */
    boolean breaksCode() {
        return dropped || renamed || !lostColumns.isEmpty();
    }

    /** Whether it takes long where the relation is large. */
    boolean takesLong() {
        return rewrite || scan;
    }
}
