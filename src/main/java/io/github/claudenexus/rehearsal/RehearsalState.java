package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.rows.DatabaseRows;

/** What a database of a rehearsal held at one moment: it stays when the database is changed, or dropped. */
record RehearsalState(Picture catalog, DatabaseRows rows) {

    /** Whether another moment shows the same catalog and the same rows. */
    boolean holdsSameAs(RehearsalState other) {
        return catalog.equals(other.catalog) && rows.holdsSameAs(other.rows);
    }
}
