package io.github.claudenexus.rehearsal;

import io.github.claudenexus.catalog.Picture;
import io.github.claudenexus.rows.DatabaseRows;

/** What a database of a rehearsal held at one moment: it stays when the database is changed, or dropped. */
record RehearsalState(Picture catalog, DatabaseRows rows) {}
