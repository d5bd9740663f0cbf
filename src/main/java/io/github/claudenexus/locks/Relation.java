package io.github.claudenexus.locks;

/**
 * A relation that existed before the migration, or another thing that running code calls by its name.
 *
 * @param oid its number
 * @param name with its schema, quoted where that is needed
 * @param plain without its schema, quoted where that is needed; of a label the label, in quotes
 * @param kind as in pg_class.relkind, or one of {@link #LABEL}, {@link #TYPE}, {@link #FUNCTION}
 * @param table of an index the number of its table; else 0
 * @param isPartition whether it is a partition of a table or an index
 */
record Relation(long oid, String name, String plain, char kind, long table, boolean isPartition) {

    /** A label of an enum; it has the type's name. */
    static final char LABEL = 'L';

    /** A type. */
    static final char TYPE = 'T';

    /** A function or procedure. */
    static final char FUNCTION = 'F';

    /** Whether it holds rows that queries read: a table, partitioned or not, a materialized view, a foreign table. */
    boolean holdsRows() {
        return "rpmf".indexOf(kind) >= 0;
    }

    /** Whether running code calls it by its name. */
    boolean isCalledByName() {
        return holdsRows() || kind == 'v' || kind == LABEL || kind == TYPE || kind == FUNCTION;
    }

    boolean isIndex() {
        return kind == 'i' || kind == 'I';
    }

    boolean isPartitioned() {
        return kind == 'p';
    }

    /** Whether somebody waits for it while this is held; nobody but REFRESH writes to a materialized view. */
    boolean isBlockedBy(LockMode mode) {
        return kind == 'm' ? mode.blocksReads() : mode.blocksWrites();
    }

    /** Whether LOCK TABLE knows how to lock it. */
    boolean isLockable() {
        return kind == 'r' || kind == 'p';
    }
}
