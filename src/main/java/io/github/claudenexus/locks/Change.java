package io.github.claudenexus.locks;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement did to a relation.
 *
 * @param before how it looked
 * @param rewrite its rows, or an index, were rewritten
 * @param scan it was read as a whole
 * @param all every row was updated or deleted
 * @param gone it was dropped
 * @param renamed it has another name or schema
 * @param columnsGone names of columns that are no longer there
 */
record Change(
        RelationState before,
        boolean rewrite,
        boolean scan,
        boolean all,
        boolean gone,
        boolean renamed,
        Set<String> columnsGone) {

    static Change between(RelationState before, Optional<RelationState> after) {
        if (after.isEmpty()) {
            return new Change(before, false, false, false, true, false, Set.of());
        }
        RelationState now = after.get();
        return new Change(
                before,
                before.file() != now.file() && now.file() != 0,
                false,
                false,
                false,
                !before.name().equals(now.name()),
                missing(before.columns(), now.columns()));
    }

    /** Nothing but another name. */
    static Change renamed(String name) {
        return new Change(new RelationState(name, 0, Set.of()), false, false, false, false, true, Set.of());
    }

    private static Set<String> missing(Set<String> columns, Set<String> from) {
        Set<String> missing = new TreeSet<>(columns);
        missing.removeAll(from);
        return Set.copyOf(missing);
    }

    Change with(boolean scanned, boolean changedAll) {
        return new Change(before, rewrite, scanned, changedAll, gone, renamed, columnsGone);
    }

    /** The same where another relation has its name when the transaction commits: what running code uses is there. */
    Change replacedBy(RelationState other) {
        Set<String> used = gone || renamed ? before.columns() : columnsGone;
        return new Change(before, rewrite, scan, all, false, false, missing(used, other.columns()));
    }

    /** The same for running code that knows only these columns. */
    Change of(Set<String> known) {
        Set<String> lost = new TreeSet<>(columnsGone);
        lost.retainAll(known);
        return new Change(before, rewrite, scan, all, gone, renamed, Set.copyOf(lost));
    }

    /** The same where the loss is none. */
    Change withoutLoss() {
        return new Change(before, rewrite, scan, all, false, false, Set.of());
    }

    /** Whether running code is left without what it uses. */
    boolean takesAway() {
        return gone || renamed || !columnsGone.isEmpty();
    }

    /** Whether it took long, for a large relation. */
    boolean takesLong() {
        return rewrite || scan;
    }
}
