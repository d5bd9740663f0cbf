package io.github.claudenexus.locks;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement did to a relation.
 *
 * @param rewrite its rows, or an index, were written anew
 * @param scan it was read as a whole
 * @param gone it was dropped
 * @param renamed it has another name or schema
 * @param columnsGone names of columns that are no longer there
 */
record Change(boolean rewrite, boolean scan, boolean gone, boolean renamed, Set<String> columnsGone) {

    static Change between(Shape before, Optional<Shape> after, boolean scan) {
        if (after.isEmpty()) {
            return new Change(false, scan, true, false, Set.of());
        }
        Shape now = after.get();
        Set<String> gone = new TreeSet<>(before.columns());
        gone.removeAll(now.columns());
        return new Change(
                before.file() != now.file() && now.file() != 0,
                scan,
                false,
                !before.name().equals(now.name()),
                Set.copyOf(gone));
    }

    Change withScan() {
        return new Change(rewrite, true, gone, renamed, columnsGone);
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
