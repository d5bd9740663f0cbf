package io.github.claudenexus.rehearsal;

import io.github.claudenexus.discovery.DiscoveredMigration;
import java.util.Locale;

/** What a rehearsal can say of a migration, the worst first. */
public enum Verdict {
    /** Up failed. */
    UP_FAILED,
    /** {@code verify()} failed. */
    VERIFY_FAILED,
    /** Down failed. */
    DOWN_FAILED,
    /** Down did not bring back rows or values that were there. */
    LOSES_DATA,
    /** After down the catalog or the data is not as before. */
    LEAVES_TRACE,
    /** Interrupted outside of a transaction and run again, up fails or ends in another state. */
    NOT_RESUMABLE,
    /** Up fails as soon as a table has a row. */
    FAILS_ON_ROWS,
    /** There is no down, and a reason is given. */
    IRREVERSIBLE,
    /** Run again, up fails or changes something. */
    NOT_IDEMPOTENT,
    /** There is no down, and the layout of its files asks for no reason. */
    NO_DOWN,
    /** Up fails where a table has rows with certain values. */
    FAILS_ON_SOME_ROWS,
    /** After down nothing but the order of columns differs, or the name that PostgreSQL 18 gave to a NOT NULL. */
    COLUMN_ORDER_ONLY,
    /** Nothing was found. */
    REVERSIBLE;

    /** The code as reports and {@code nexus.failOn} write it: {@code loses-data}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The word for people: a repeatable migration is never undone, so none is called reversible. */
    public String word(DiscoveredMigration migration) {
        return this == REVERSIBLE && migration.id().isRepeatable() ? "repeatable" : code();
    }
}
